import ByteStreams
import Testing

@testable import HTTP2Dissection

struct HTTP2FrameHeaderTests {
    private func header(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ count: Int) -> HTTP2FrameHeader {
        HTTP2FrameHeader(
            HTTP2Talk.frame(type, flags: flags, stream: stream, [UInt8](repeating: 0, count: count)).span.bytes, at: 0)
    }

    @Test func `every field is read`() {
        let bytes: [UInt8] = [9, 1, 2, 3, 4, 5, 0x80, 0, 0, 7]
        let header = HTTP2FrameHeader(bytes.span.bytes, at: 1)
        #expect(header.payloadLength == 0x010203 && header.type == HTTP2FrameType(rawValue: 4) && header.flags == 5)
        #expect(header.stream == 7 && header.isReservedSet)
        #expect(header.has(HTTP2FrameHeader.endHeaders) && !header.has(HTTP2FrameHeader.padded))
    }

    @Test func `types, streams, flags and lengths have to go together`() {
        let plausible: [(UInt8, UInt8, UInt32, Int)] = [
            (0, 0, 1, 5), (0, 9, 3, 0), (1, 5, 1, 9), (2, 0, 1, 5), (3, 0, 1, 4), (4, 0, 0, 12), (4, 1, 0, 0),
            (5, 4, 1, 9), (6, 1, 0, 8), (7, 0, 0, 9), (8, 0, 0, 4), (8, 0, 5, 4), (9, 4, 1, 3),
        ]
        for (type, flags, stream, count) in plausible {
            #expect(header(type, flags, stream, count).isPlausible(highestStream: 9), "\(type)")
            #expect(!header(type, 0x80, stream, count).isPlausible(highestStream: 9))
            if stream > 0 { #expect(!header(type, flags, 11, count).isPlausible(highestStream: 9)) }
        }
        let implausible: [(UInt8, UInt8, UInt32, Int)] = [
            (0, 0, 0, 5), (1, 4, 0, 9), (3, 0, 1, 5), (4, 0, 1, 6), (4, 0, 0, 5), (6, 0, 0, 7), (7, 0, 0, 3),
            (10, 0, 1, 1),
        ]
        for (type, flags, stream, count) in implausible {
            #expect(!header(type, flags, stream, count).isPlausible(highestStream: 9), "\(type)")
        }
    }
}
