/// One direction's bytes as frames (RFC 6455 section 5): headers, payload where it stands, holes and ends. Keeps no
/// payload, and of a header at most the 13 bytes that came before its last one.
package struct FrameDecoder: Sendable {
    /// What comes next in the direction.
    package enum Piece: Sendable, Equatable {
        /// A frame begins.
        case header(FrameHeader)
        /// The frame's next payload bytes, still masked, by their place in the bytes that were fed.
        case payload(Range<Int>)
        /// The frame is complete.
        case end
    }

    /// What missing bytes did.
    package enum Hole: Sendable, Equatable {
        /// All of them belong to the current frame's payload: decoding continues at once.
        case inPayload(UInt64)
        /// Where the next frame begins is unknown. So many payload bytes of the current frame are lost; nil where the
        /// current frame's header was not complete.
        case lost(payload: UInt64?)
    }

    private enum State {
        case header(Partial)
        case payload(remaining: UInt64)
        case ending
        case lost
    }

    /// The first bytes of a header whose rest has not come.
    private struct Partial {
        var bytes = InlineArray<14, UInt8>(repeating: 0)
        var count = 0
    }

    private var state = State.header(Partial())

    /// A decoder at a frame border.
    package init() {}

    /// Whether the place in the frame is unknown.
    package var isLost: Bool {
        if case .lost = state { true } else { false }
    }

    /// Whether a frame has begun, if only by a byte of its header.
    package var isInsideFrame: Bool {
        switch state {
        case .header(let partial): partial.count > 0
        case .payload, .ending: true
        case .lost: false
        }
    }

    /// Bytes of an incomplete header, which have been fed and belong to no frame yet.
    package var partialHeaderLength: Int {
        if case .header(let partial) = state { partial.count } else { 0 }
    }

    /// The next piece of `bytes` from `offset`, which moves past it; nil where more bytes are needed. A lost decoder
    /// takes nothing.
    package mutating func next(_ bytes: RawSpan, at offset: inout Int) -> Piece? {
        switch state {
        case .payload(let remaining):
            let available = bytes.byteCount &- offset
            guard available > 0 else { return nil }
            let count = remaining < UInt64(available) ? Int(truncatingIfNeeded: remaining) : available
            let start = offset
            offset &+= count
            let rest = remaining &- UInt64(count)
            state = rest == 0 ? .ending : .payload(remaining: rest)
            return .payload(start..<offset)
        case .ending:
            state = .header(Partial())
            return .end
        case .header(let partial):
            guard offset < bytes.byteCount else { return nil }
            guard partial.count == 0, let header = FrameHeader.read(bytes, at: offset) else {
                return slowHeader(bytes, at: &offset)
            }
            offset &+= header.headerLength
            return begin(header)
        case .lost:
            return nil
        }
    }

    private mutating func begin(_ header: FrameHeader) -> Piece {
        state = header.length == 0 ? .ending : .payload(remaining: header.length)
        return .header(header)
    }

    /// Gathers a header that is cut between two feeds.
    private mutating func slowHeader(_ bytes: RawSpan, at offset: inout Int) -> Piece? {
        guard case .header(var partial) = state else { return nil }
        while offset < bytes.byteCount {
            partial.bytes[partial.count] = bytes.load(offset, as: UInt8.self)
            partial.count += 1
            offset &+= 1
            guard partial.count >= 2, partial.count == FrameHeader.size(second: partial.bytes[1]) else { continue }
            let stored = unsafe partial.bytes.span.bytes
            if let header = FrameHeader.read(stored, at: 0) {
                return begin(header)
            }
        }
        state = .header(partial)
        return nil
    }

    /// Takes note that the next `count` bytes of the direction were not seen.
    package mutating func skip(_ count: Int) -> Hole {
        guard count > 0 else { return .inPayload(0) }
        guard case .payload(let remaining) = state else {
            state = .lost
            return .lost(payload: nil)
        }
        let missing = UInt64(count)
        guard missing <= remaining else {
            state = .lost
            return .lost(payload: remaining)
        }
        let rest = remaining - missing
        state = rest == 0 ? .ending : .payload(remaining: rest)
        return .inPayload(missing)
    }

    /// Starts again at a frame border.
    package mutating func resume() {
        state = .header(Partial())
    }

    /// Forgets the place in the frame.
    package mutating func lose() {
        state = .lost
    }
}
