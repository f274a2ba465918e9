import ByteStreams

/// A frame's type (RFC 9113 section 6).
struct HTTP2FrameType: Sendable, Hashable {
    let rawValue: UInt8

    static let data = HTTP2FrameType(rawValue: 0)
    static let headers = HTTP2FrameType(rawValue: 1)
    static let priority = HTTP2FrameType(rawValue: 2)
    static let reset = HTTP2FrameType(rawValue: 3)
    static let settings = HTTP2FrameType(rawValue: 4)
    static let pushPromise = HTTP2FrameType(rawValue: 5)
    static let ping = HTTP2FrameType(rawValue: 6)
    static let goAway = HTTP2FrameType(rawValue: 7)
    static let windowUpdate = HTTP2FrameType(rawValue: 8)
    static let continuation = HTTP2FrameType(rawValue: 9)
}

/// The nine bytes before every frame (RFC 9113 section 4.1).
struct HTTP2FrameHeader: Sendable, Hashable {
    /// Its bytes on the wire.
    static let length = 9

    static let endStream: UInt8 = 0x1
    static let acknowledged: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8
    static let hasPriority: UInt8 = 0x20

    /// Bytes of the payload.
    let payloadLength: Int
    let type: HTTP2FrameType
    let flags: UInt8
    /// The stream, 0 for the connection.
    let stream: UInt32
    /// Whether the bit that is always 0 is set.
    let isReservedSet: Bool

    /// Reads nine bytes at an offset, which are there.
    init(_ bytes: RawSpan, at offset: Int) {
        payloadLength = Int(bytes.bigEndian32(at: offset) >> 8)
        type = HTTP2FrameType(rawValue: bytes.byte(at: offset + 3))
        flags = bytes.byte(at: offset + 4)
        let word = bytes.bigEndian32(at: offset + 5)
        stream = word & 0x7fff_ffff
        isReservedSet = word >> 31 == 1
    }

    func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

    /// Whether an implementation of RFC 9113 writes such a header: with a type, flags, a length and a stream that go
    /// together. Of random bytes about one in 2^30 does.
    func isPlausible(highestStream: UInt32) -> Bool {
        guard !isReservedSet, payloadLength <= HTTP2Limits.searchedFrame else { return false }
        let isOnConnection = stream == 0
        guard isOnConnection || stream <= highestStream else { return false }
        return switch type {
        case .data: !isOnConnection && flags & ~0x9 == 0
        case .headers: !isOnConnection && flags & ~0x2d == 0 && payloadLength > 0
        case .priority: !isOnConnection && payloadLength == 5 && flags == 0
        case .reset: !isOnConnection && payloadLength == 4 && flags == 0
        case .settings: isOnConnection && payloadLength % 6 == 0 && flags & ~1 == 0 && payloadLength <= 600
        case .pushPromise: !isOnConnection && flags & ~0xc == 0 && payloadLength > 4
        case .ping: isOnConnection && payloadLength == 8 && flags & ~1 == 0
        case .goAway: isOnConnection && payloadLength >= 8 && flags == 0
        case .windowUpdate: payloadLength == 4 && flags == 0
        case .continuation: !isOnConnection && flags & ~4 == 0
        default: false
        }
    }
}
