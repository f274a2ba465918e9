import ByteStreams
import TestKit
import Testing

@testable import HTTP2Dissection

struct HTTP2FrameReaderTests {
    /// Frames in words: `data 1 abc`, `end 1`, `frame 4 payload`.
    private func read(_ chunks: [[UInt8]]) -> [String] {
        var reader = HTTP2FrameReader()
        var words: [String] = []
        for chunk in chunks + [[]] {
            var offset = 0
            while let step = reader.next(chunk.span.bytes, at: &offset) {
                switch step {
                case .data(let stream, let range):
                    let text = String(decoding: chunk[range], as: UTF8.self)
                    if words.last?.hasPrefix("data \(stream) ") == true {
                        words[words.count - 1] += text
                    } else {
                        words.append("data \(stream) \(text)")
                    }
                case .dataEnd(let header): words.append("end \(header.stream)")
                case .frame(let header, let isWhole):
                    words.append(
                        "frame \(header.type.rawValue) \(String(decoding: reader.payload, as: UTF8.self)) \(isWhole)")
                }
            }
        }
        return words
    }

    @Test func `frames are read however their bytes come`() {
        let wire =
            HTTP2Talk.frame(0, stream: 1, Array("abc".utf8)) + HTTP2Talk.frame(0, flags: 8, stream: 3, [2, 0x78, 0, 0])
            + HTTP2Talk.frame(6, Array("12345678".utf8)) + HTTP2Talk.frame(4) + HTTP2Talk.frame(0, flags: 1, stream: 1)
        forEveryChunking(of: wire) { chunks in
            #expect(
                read(chunks) == [
                    "data 1 abc", "end 1", "data 3 x", "end 3", "frame 6 12345678 true", "frame 4  true", "end 1",
                ], "cut as \(chunks)")
        }
    }

    @Test func `more padding than bytes leaves no data`() {
        #expect(read([HTTP2Talk.frame(0, flags: 8, stream: 1, [200, 1, 2])]) == ["end 1"])
        #expect(read([HTTP2Talk.frame(0, flags: 8, stream: 1, [])]) == ["end 1"])
    }

    @Test func `a payload over the limit is passed over`() {
        let frame = HTTP2Talk.frame(1, stream: 1, [UInt8](repeating: 7, count: HTTP2Limits.headerBlock + 1))
        let words = read([frame, HTTP2Talk.frame(4)])
        #expect(words.count == 2 && words[0].hasSuffix("false") && words[1] == "frame 4  true")
    }

    private func loss(_ seen: [UInt8], _ count: Int) -> HTTP2FrameReader.Loss {
        var reader = HTTP2FrameReader()
        var offset = 0
        while reader.next(seen.span.bytes, at: &offset) != nil {}
        return reader.skip(count)
    }

    @Test func `a gap costs what it is in`() {
        let data = HTTP2Talk.frame(0, stream: 5, [1, 2, 3, 4])
        #expect(loss(Array(data[..<10]), 2) == .data(stream: 5, 2))
        #expect(loss(Array(data[..<10]), 3) == .data(stream: 5, 3))
        #expect(loss(Array(data[..<10]), 4) == .border)
        #expect(loss(Array(data[..<5]), 1) == .border)
        #expect(loss([], 1) == .border)
        let padded = HTTP2Talk.frame(0, flags: 8, stream: 5, [2, 9, 9, 0, 0])
        #expect(loss(Array(padded[..<11]), 2) == .data(stream: 5, 1))
        #expect(loss(Array(padded[..<12]), 2) == .nothing)
        let headers = HTTP2Talk.frame(1, stream: 5, [1, 2, 3])
        #expect(loss(Array(headers[..<10]), 2) == .frame(HTTP2FrameHeader(headers.span.bytes, at: 0)))
        #expect(loss(Array(headers[..<10]), .max) == .border)
    }
}
