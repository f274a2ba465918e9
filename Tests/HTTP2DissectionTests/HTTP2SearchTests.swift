import ByteStreams
import TestKit
import Testing

@testable import HTTP2Dissection

struct HTTP2SearchTests {
    @Test func `the next frame is found behind any bytes, however they come`() {
        let noise: [UInt8] = Array("the rest of a frame".utf8)
        let frames = HTTP2Talk.frame(0, stream: 1, Array("abc".utf8)) + HTTP2Talk.frame(0, stream: 3, Array("de".utf8))
        forEveryChunking(of: noise + frames) { chunks in
            var search = HTTP2Search()
            var found: [UInt8]?
            for chunk in chunks {
                if let rest = found {
                    found = rest + chunk
                } else {
                    found = search.accept(chunk.span.bytes, highestStream: 9)
                }
            }
            #expect(found == frames, "cut as \(chunks)")
        }
    }

    @Test func `bytes of text are no frames`() {
        var search = HTTP2Search()
        var random = SeededRandom(seed: 4)
        for _ in 0..<200 {
            let bytes = (0..<1_000).map { _ in UInt8.random(in: 0x20...0x7e, using: &random) }
            #expect(search.accept(bytes.span.bytes, highestStream: 1 << 24) == nil)
        }
    }

    private func isWhole(_ bytes: [UInt8]) -> Bool { HTTP2Search.isWhole(bytes.span.bytes) }

    @Test func `bytes are whole frames or not`() {
        let frames = HTTP2Talk.frame(4) + HTTP2Talk.frame(0, stream: 1, [1])
        #expect(isWhole(frames))
        for count in 1..<frames.count where count != 9 {
            #expect(!isWhole(Array(frames[..<count])))
        }
        #expect(!isWhole([]))
    }
}
