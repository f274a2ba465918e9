import ByteStreams

/// Finds the frames in one direction's bytes. The payload of DATA is shown as it comes; that of other frames is gathered,
/// up to a limit.
struct HTTP2FrameReader {
    /// What `next` finds.
    enum Step: Hashable {
        /// Bytes of a DATA frame's data, without padding.
        case data(stream: UInt32, Range<Int>)
        /// A DATA frame is over, padding and all.
        case dataEnd(HTTP2FrameHeader)
        /// Another frame, whose payload is in `payload`, unless it was longer than the limit.
        case frame(HTTP2FrameHeader, isWhole: Bool)
    }

    /// What a gap costs.
    enum Loss: Hashable {
        /// So many bytes of a stream's data.
        case data(stream: UInt32, Int)
        /// Part of a frame that is not DATA; the next border is known.
        case frame(HTTP2FrameHeader)
        /// Padding, or what is lost already.
        case nothing
        /// The border; the rest of a stream's data with it, where it was in a DATA frame.
        case border
    }

    private enum State {
        case header
        case padLength(HTTP2FrameHeader)
        case data(HTTP2FrameHeader, remaining: Int, padding: Int)
        case padding(HTTP2FrameHeader, remaining: Int)
        case gathering(HTTP2FrameHeader, remaining: Int)
        case damaged(HTTP2FrameHeader, remaining: Int)
        case lost
    }

    private var state = State.header
    private var start: [UInt8] = []
    /// The payload of the frame last found.
    private(set) var payload: [UInt8] = []
    private var isOverlong = false

    /// Whether the next border is not known.
    var isLost: Bool { if case .lost = state { true } else { false } }

    /// The next step from `offset` on, which moves; nil where the bytes end first.
    mutating func next(_ bytes: RawSpan, at offset: inout Int) -> Step? {
        while true {
            let available = bytes.byteCount - offset
            switch state {
            case .header:
                guard available > 0, readHeader(bytes, at: &offset) else { return nil }
            case .padLength(let header):
                guard available > 0 else { return nil }
                let padding = Int(bytes.byte(at: offset))
                offset += 1
                let rest = header.payloadLength - 1
                state = .data(header, remaining: max(0, rest - padding), padding: min(padding, rest))
            case .data(let header, let remaining, let padding):
                if remaining == 0 {
                    state = .padding(header, remaining: padding)
                    continue
                }
                guard available > 0 else { return nil }
                let count = min(remaining, available)
                state = .data(header, remaining: remaining - count, padding: padding)
                offset += count
                return .data(stream: header.stream, offset - count..<offset)
            case .padding(let header, let remaining):
                let count = min(remaining, available)
                offset += count
                state = .padding(header, remaining: remaining - count)
                guard count == remaining else { return nil }
                state = .header
                return .dataEnd(header)
            case .gathering(let header, let remaining):
                let count = min(remaining, available)
                if payload.count + count <= HTTP2Limits.headerBlock {
                    unsafe bytes.extracting(offset..<offset + count).withUnsafeBytes {
                        unsafe payload.append(contentsOf: $0)
                    }
                } else {
                    isOverlong = true
                }
                offset += count
                state = .gathering(header, remaining: remaining - count)
                guard count == remaining else { return nil }
                state = .header
                return .frame(header, isWhole: !isOverlong)
            case .damaged(_, let remaining):
                let count = min(remaining, available)
                offset += count
                guard count == remaining else {
                    state = .damaged(HTTP2FrameHeader(), remaining: remaining - count)
                    return nil
                }
                state = .header
            case .lost: return nil
            }
        }
    }

    private mutating func readHeader(_ bytes: RawSpan, at offset: inout Int) -> Bool {
        let header: HTTP2FrameHeader
        if start.isEmpty, bytes.byteCount - offset >= HTTP2FrameHeader.length {
            header = HTTP2FrameHeader(bytes, at: offset)
            offset += HTTP2FrameHeader.length
        } else {
            let count = min(HTTP2FrameHeader.length - start.count, bytes.byteCount - offset)
            for index in offset..<offset + count { start.append(bytes.byte(at: index)) }
            offset += count
            guard start.count == HTTP2FrameHeader.length else { return false }
            header = unsafe HTTP2FrameHeader(start.span.bytes, at: 0)
            start.removeAll(keepingCapacity: true)
        }
        guard header.type == .data else {
            payload.removeAll(keepingCapacity: true)
            isOverlong = false
            state = .gathering(header, remaining: header.payloadLength)
            return true
        }
        let isPadded = header.has(HTTP2FrameHeader.padded) && header.payloadLength > 0
        state = isPadded ? .padLength(header) : .data(header, remaining: header.payloadLength, padding: 0)
        return true
    }

    /// Takes note that the direction's next `count` bytes were not seen.
    mutating func skip(_ count: Int) -> Loss {
        switch state {
        case .data(let header, let remaining, let padding):
            let (rest, isOver) = remaining.subtractingReportingOverflow(count)
            if !isOver, rest >= 0 {
                state = .data(header, remaining: rest, padding: padding)
                return .data(stream: header.stream, count)
            }
            guard !isOver, padding + rest >= 0 else { break }
            state = .padding(header, remaining: padding + rest)
            return .data(stream: header.stream, remaining)
        case .padding(let header, let remaining) where count <= remaining:
            state = .padding(header, remaining: remaining - count)
            return .nothing
        case .gathering(let header, let remaining) where count <= remaining:
            state = .damaged(header, remaining: remaining - count)
            return .frame(header)
        case .damaged(let header, let remaining) where count <= remaining:
            state = .damaged(header, remaining: remaining - count)
            return .nothing
        case .lost: return .nothing
        case .header, .padLength, .padding, .gathering, .damaged: break
        }
        lose()
        return .border
    }

    /// Forgets the place.
    mutating func lose() {
        start.removeAll()
        payload.removeAll()
        state = .lost
    }

    /// Goes on at a border.
    mutating func resume() {
        start.removeAll()
        state = .header
    }
}

extension HTTP2FrameHeader {
    /// A frame of which nothing is of interest any more.
    fileprivate init() {
        payloadLength = 0
        type = HTTP2FrameType(rawValue: 0xff)
        flags = 0
        stream = 0
        isReservedSet = false
    }
}
