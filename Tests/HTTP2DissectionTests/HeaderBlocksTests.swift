import ByteStreams
import Testing

@testable import HTTP2Dissection

struct HeaderBlocksTests {
    private func header(_ type: UInt8, _ flags: UInt8, stream: UInt32 = 1) -> HTTP2FrameHeader {
        HTTP2FrameHeader(HTTP2Talk.frame(type, flags: flags, stream: stream).span.bytes, at: 0)
    }

    /// `:method: GET` of the static table.
    private static let get: [UInt8] = [0x82]

    @Test func `a block is decoded when it is whole`() {
        var blocks = HeaderBlocks()
        #expect(blocks.accept(headers: Self.get, header(1, 1))?.stream == nil)
        let block = blocks.accept(continuation: Self.get, header(9, 4))
        #expect(block?.fields?.map(\.name) == [":method", ":method"])
        #expect(block?.endsStream == true && block?.stream == 1)
    }

    @Test func `laws that the framing breaks end the reading`() {
        var unended = HeaderBlocks()
        _ = unended.accept(headers: Self.get, header(1, 0))
        _ = unended.accept(headers: Self.get, header(1, 4, stream: 3))
        #expect(unended.failure == "a header block was not ended")
        var lone = HeaderBlocks()
        #expect(lone.accept(continuation: Self.get, header(9, 4))?.stream == nil)
        #expect(lone.failure == "a CONTINUATION frame continues nothing")
        var padded = HeaderBlocks()
        #expect(padded.accept(headers: [9, 0x82], header(1, 0xc))?.stream == nil)
        #expect(padded.failure != nil)
        var damaged = HeaderBlocks()
        #expect(damaged.accept(headers: [0xff, 0xff, 0xff, 0xff, 0x7f], header(1, 4))?.fields == nil)
        #expect(damaged.failure == "a header block is damaged")
        #expect(damaged.accept(headers: Self.get, header(1, 4))?.fields == nil)
    }

    @Test func `a promise counts for the table`() {
        var blocks = HeaderBlocks()
        blocks.accept(promise: [0, 0, 0, 2, 0x40, 1, 0x61, 1, 0x62], header(5, 4))
        #expect(blocks.accept(headers: [0xbe], header(1, 4))?.fields?.map(\.value) == ["b"])
        #expect(blocks.failure == nil)
    }
}
