import ByteStreams
import Dissection
import Testing

@testable import HTTP2Dissection

struct HTTP2LimitsTests {
    @Test func `a header block over its limit is not kept, and the headers behind it cannot be read`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.open(1, "/before")
        let part = [UInt8](repeating: 0x20, count: 16_000)
        talk.send(.fromClient, HTTP2Talk.frame(1, flags: 0, stream: 3, part))
        for number in 1...5 { talk.send(.fromClient, HTTP2Talk.frame(9, flags: number == 5 ? 4 : 0, stream: 3, part)) }
        #expect(talk.told().rules.contains("wscope-http2-headers-lost"))
    }

    @Test func `a list that grows beyond its limit is refused`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.open(1, "/before")
        // A field of 4,000 bytes in the table, named 30 times.
        let literal: [UInt8] = [0x40, 1, 0x61, 0x7f, 0xa1, 30]
        let block = literal + [UInt8](repeating: 0x62, count: 4_000) + [UInt8](repeating: 0xbe, count: 30)
        talk.send(.fromClient, HTTP2Talk.frame(1, flags: 4, stream: 3, block))
        let told = talk.told()
        #expect(told.rules.contains("wscope-http2-headers-lost"))
        #expect(told.details.contains { $0.contains("longer than \(HTTP2Limits.headerList) bytes") })
    }

    @Test func `no more than so many streams are followed`() {
        var talk = HTTP2Talk()
        talk.settings()
        for number in 0..<HTTP2Limits.streams + 5 { talk.request(UInt32(2 * number + 1), "/\(number)") }
        talk.end()
        #expect(talk.told().openings == HTTP2Limits.streams)
    }

    @Test func `settings cannot make the table larger than its limit`() {
        var blocks = HeaderBlocks()
        blocks.allow(table: .max)
        blocks.allow(table: 0)
        let header = HTTP2FrameHeader(HTTP2Talk.frame(1, flags: 4, stream: 1, []).span.bytes, at: 0)
        // A size update to 1 MiB and one byte.
        let block = blocks.accept(headers: [0x3f, 0xe2, 0xff, 0x3f], header)
        #expect(block?.fields == nil)
        #expect(blocks.failure != nil)
    }
}
