import ByteStreams
import Dissection
import WebSocketWire

/// The frame headers of a message in one row: of each the time in nanoseconds, in eight bytes, and the header as it was on
/// the wire (RFC 6455 section 5.2). All numbers are in network order.
struct RecordedFrames {
    private static let timeLength = 8

    /// Adds a frame.
    static func append(_ frame: Frame, to bytes: inout [UInt8]) {
        put(UInt64(bitPattern: frame.time.nanoseconds), 8, to: &bytes)
        bytes.append(frame.header.first)
        bytes.append(frame.header.second)
        switch frame.header.lengthForm {
        case .seven: break
        case .sixteen: put(frame.header.length, 2, to: &bytes)
        case .sixtyFour: put(frame.header.length, 8, to: &bytes)
        }
        if let mask = frame.header.mask { put(UInt64(mask.bits), 4, to: &bytes) }
    }

    private static func put(_ value: UInt64, _ count: Int, to bytes: inout [UInt8]) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - index)))) }
    }

    /// The frames in a row's bytes, up to the first that is cut.
    static func read(
        _ bytes: RawSpan, _ body: (Timestamp, FrameHeader) -> Void
    ) {
        var place = 0
        while bytes.byteCount - place > timeLength,
            let header = FrameHeader.read(bytes, at: place + timeLength)
        {
            body(Timestamp(nanoseconds: Int64(bitPattern: bytes.bigEndian64(at: place))), header)
            place += timeLength + header.headerLength
        }
    }
}
