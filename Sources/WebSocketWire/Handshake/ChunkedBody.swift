/// Finds the end of a body in chunks (RFC 9112 section 7.1), and skips what is in it.
struct ChunkedBody: Sendable, Hashable {
    enum State: Sendable, Hashable {
        case sizeStart
        case size(Int)
        case chunkExtension(Int)
        case sizeLineFeed(Int)
        case data(remaining: Int)
        case dataEnd
        case dataLineFeed
        case trailerStart
        case trailerLineFeed
        case trailer
        case done
        case lost(String)
    }

    private(set) var state = State.sizeStart

    /// Consumes the body's bytes from `offset` on, up to its end or that of the bytes.
    mutating func skip(_ bytes: RawSpan, at offset: inout Int) {
        while offset < bytes.byteCount {
            switch state {
            case .data(let remaining):
                let count = min(remaining, bytes.byteCount - offset)
                offset += count
                state = count == remaining ? .dataEnd : .data(remaining: remaining - count)
            case .done:
                return
            case .lost:
                offset = bytes.byteCount
            default:
                state = state(after: bytes.octet(at: offset))
                offset += 1
            }
        }
    }

    /// Skips bytes that were not seen: nothing is lost where they are within one chunk's data.
    mutating func skip(missing count: Int) {
        switch state {
        case .data(let remaining) where count < remaining:
            state = .data(remaining: remaining - count)
        case .data(let remaining) where count == remaining:
            state = .dataEnd
        case .done, .lost:
            break
        default:
            state = .lost("\(count) bytes are missing where a chunk's border may be")
        }
    }

    private func state(after byte: UInt8) -> State {
        let isLineFeed = byte == UInt8(ascii: "\n")
        let isReturn = byte == UInt8(ascii: "\r")
        switch state {
        case .sizeStart:
            return Self.digit(byte).map { .size($0) } ?? Self.malformed("a chunk's size begins", with: byte)
        case .size(let size):
            return Self.state(afterSize: size, byte)
        case .chunkExtension(let size):
            return isLineFeed ? Self.begin(size) : .chunkExtension(size)
        case .sizeLineFeed(let size):
            return isLineFeed ? Self.begin(size) : Self.malformed("a chunk's size ends", with: byte)
        case .dataEnd:
            if isReturn { return .dataLineFeed }
            return isLineFeed ? .sizeStart : Self.malformed("a chunk ends", with: byte)
        case .dataLineFeed:
            return isLineFeed ? .sizeStart : Self.malformed("a chunk ends", with: byte)
        case .trailerStart:
            if isReturn { return .trailerLineFeed }
            return isLineFeed ? .done : .trailer
        case .trailerLineFeed:
            return isLineFeed ? .done : .trailer
        case .trailer:
            return isLineFeed ? .trailerStart : .trailer
        case .data, .done, .lost:
            return state
        }
    }

    private static func state(afterSize size: Int, _ byte: UInt8) -> State {
        if let digit = digit(byte) {
            guard size <= Int.max >> 4 else { return .lost("a chunk's size is beyond 63 bits") }
            return .size(size << 4 | digit)
        }
        switch byte {
        case UInt8(ascii: "\r"): return .sizeLineFeed(size)
        case UInt8(ascii: "\n"): return begin(size)
        case UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t"): return .chunkExtension(size)
        default: return malformed("a chunk's size ends", with: byte)
        }
    }

    private static func begin(_ size: Int) -> State {
        size == 0 ? .trailerStart : .data(remaining: size)
    }

    private static func malformed(_ what: String, with byte: UInt8) -> State {
        .lost("\(what) with byte 0x\(String(byte, radix: 16))")
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 55
        default: nil
        }
    }
}
