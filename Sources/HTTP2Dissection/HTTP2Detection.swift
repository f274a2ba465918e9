import ByteStreams

/// Says by a connection's first bytes whether it is HTTP/2.
final class HTTP2Detection {
    enum Verdict: Hashable {
        case plain
        case http2(midstream: Bool)
    }

    /// Bytes that wait for the verdict.
    struct Piece {
        let direction: Direction
        let time: Timestamp
        let bytes: [UInt8]
    }

    let opening: StreamOpening
    var security: StreamSecurity?
    private var held: [Piece] = []
    private var heldBytes = 0

    init(_ opening: StreamOpening) {
        self.opening = opening
    }

    /// The bytes that were held, which are no longer.
    func takeHeld() -> [Piece] {
        defer { held = [] }
        return held
    }

    /// Takes and holds the next bytes.
    func accept(_ bytes: RawSpan, _ direction: Direction, at time: Timestamp) -> Verdict? {
        guard bytes.byteCount > 0 else { return nil }
        held.append(Piece(direction: direction, time: time, bytes: bytes.copied))
        heldBytes += bytes.byteCount
        if heldBytes > HTTP2Limits.undecided { return .plain }
        let start = beginning(of: direction)
        if direction == .fromClient || opening.roles == .guessed {
            switch HTTP2Preface.match(start) {
            case true?: return direction == .fromClient ? .http2(midstream: false) : .plain
            case false?: return nil
            case nil: break
            }
        }
        if opening.roles == .guessed { return HTTP2Search.isWhole(bytes) ? .http2(midstream: true) : .plain }
        guard direction == .fromServer else { return .plain }
        // A server may send its settings before the client's preface comes.
        guard start.count >= HTTP2FrameHeader.length else {
            return start.first == 0 ? nil : .plain
        }
        let header = unsafe HTTP2FrameHeader(start.span.bytes, at: 0)
        return header.type == .settings && header.isPlausible(highestStream: 0) ? nil : .plain
    }

    private func beginning(of direction: Direction) -> [UInt8] {
        var start: [UInt8] = []
        for piece in held where piece.direction == direction {
            start += piece.bytes.prefix(64)
            if start.count >= 64 { break }
        }
        return start
    }
}
