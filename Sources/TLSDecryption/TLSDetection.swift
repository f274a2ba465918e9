import ByteStreams

/// Says by a connection's first bytes whether it speaks TLS.
struct TLSDetection {
    enum Verdict: Hashable {
        case plain
        /// A handshake begins here; swapped, where the end taken for the server sends the ClientHello.
        case handshake(isSwapped: Bool)
        /// Records of TLS whose handshake was before.
        case beganBefore
    }

    let opening: StreamOpening
    /// Bytes of each direction that were not enough to tell.
    private var held: [(direction: Direction, time: Timestamp, bytes: [UInt8])] = []

    /// A record's header and a handshake message's type.
    private static let needed = RecordHeader.length + 1

    init(_ opening: StreamOpening) {
        self.opening = opening
    }

    var isEmpty: Bool { held.isEmpty }

    /// Takes the next bytes, and keeps them where they do not tell.
    mutating func accept(_ bytes: RawSpan, _ direction: Direction, at time: Timestamp) -> Verdict? {
        guard bytes.byteCount > 0 else { return nil }
        var start: [UInt8] = []
        for piece in held where piece.direction == direction { start += piece.bytes }
        bytes.append(0..<min(bytes.byteCount, Self.needed), to: &start)
        guard let first = start.first, (20...23).contains(first) else { return .plain }
        guard start.count < 2 || start[1] == 3 else { return .plain }
        guard start.count >= Self.needed else {
            held.append((direction, time, bytes.copied))
            return nil
        }
        guard let header = unsafe RecordHeader(start.span.bytes, at: 0) else { return .plain }
        guard header.type == ContentType.handshake else {
            return header.mayBeEncrypted || header.type != ContentType.applicationData ? .beganBefore : .plain
        }
        switch start[RecordHeader.length] {
        case 1: return .handshake(isSwapped: direction == .fromServer)
        case 2: return .handshake(isSwapped: direction == .fromClient)
        default: return .beganBefore
        }
    }

    /// Shows the bytes that were held.
    func replay(_ deliver: (Timestamp, borrowing StreamEvent) -> Void) {
        for piece in held { unsafe deliver(piece.time, .bytes(piece.direction, piece.bytes.span.bytes)) }
    }
}
