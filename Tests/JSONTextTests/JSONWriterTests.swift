import TestKit
import Testing

@testable import JSONText

struct JSONWriterTests {
    /// Whether each of some strings is written as the plain rules say.
    private static func areWritten(_ strings: [[UInt8]]) -> Bool {
        let text = WrittenText()
        text.collect { output in
            for bytes in strings { output.writeJSON(string: bytes.span.bytes) }
        }
        return text.bytes == strings.flatMap { naive($0) }
    }

    /// The string as RFC 8259 section 7 wants it, byte by byte.
    private static func naive(_ bytes: [UInt8]) -> [UInt8] {
        let short: [UInt8: String] = [
            0x22: "\\\"", 0x5c: "\\\\", 0x08: "\\b", 0x09: "\\t", 0x0a: "\\n", 0x0c: "\\f", 0x0d: "\\r",
        ]
        let body = bytes.flatMap { byte -> [UInt8] in
            if let text = short[byte] { return Array(text.utf8) }
            guard byte < 0x20 else { return [byte] }
            return Array("\\u00".utf8) + Array("0123456789abcdef".utf8)[Int(byte >> 4)...Int(byte >> 4)]
                + Array("0123456789abcdef".utf8)[Int(byte & 15)...Int(byte & 15)]
        }
        return [0x22] + body + [0x22]
    }

    @Test(arguments: UInt8(0)...127)
    func `every byte is escaped where JSON wants it, at every place`(_ byte: UInt8) {
        for place in 0...16 {
            let before = [UInt8](repeating: 0x61, count: place) + [byte]
            #expect(Self.areWritten((0...16).map { before + [UInt8](repeating: 0x7a, count: $0) }))
        }
    }

    @Test
    func `every pair of bytes beside each other is escaped by itself`() {
        let seconds: [UInt8] = [0x00, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0x9c, 0xa2, 0xff]
        for first in UInt8.min...UInt8.max {
            #expect(Self.areWritten(seconds.map { [0x61, first, $0, 0x62, $0, first, 0x63, 0x64, first] }))
        }
    }

    @Test(arguments: ["", "ä", "漢字かな", "👩‍👩‍👧‍👦", "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10ffff}", "naïve \"quotes\" – 1/2"])
    func `UTF-8 passes as it is`(_ text: String) {
        #expect(Self.areWritten((0...16).map { [UInt8](repeating: 0x20, count: $0) + Array(text.utf8) }))
    }

    @Test(arguments: [0, 1, 32_767, 32_768, 32_769, 65_536, 100_003])
    func `a string of any length comes out whole, all of it escaped`(_ count: Int) {
        #expect(Self.areWritten([[UInt8](repeating: 0x01, count: count)]))
        #expect(Self.areWritten([Array(String(repeating: "漢\n", count: count / 4).utf8)]))
    }

    @Test
    func `random bytes are written as the plain rules say`() {
        var random = SeededRandom(seed: 5)
        let strings = (0..<2_000).map { _ in
            (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        #expect(Self.areWritten(strings))
    }

    @Test
    func `a Swift string and bytes give the same`() {
        #expect(written { $0.writeJSON(string: "tab\tand \"ä\"\u{1}") } == "\"tab\\tand \\\"ä\\\"\\u0001\"")
    }

    @Test
    func `bytes are written as base64 with or without quotation marks`() {
        let bytes: [UInt8] = [0xfb, 0xff, 0x00, 0x01]
        #expect(written { $0.writeJSON(base64: bytes.span.bytes) } == "\"+/8AAQ==\"")
        #expect(written { $0.writeBase64(bytes.span.bytes) } == "+/8AAQ==")
        #expect(written { $0.writeJSON(base64: RawSpan()) } == "\"\"")
    }

    @Test(arguments: [32_765, 32_766, 32_767, 32_768, 65_532, 65_533, 196_611, 300_000])
    func `bytes larger than a piece are one base64 text, padded at its end only`(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = written { $0.writeBase64(bytes.span.bytes) }
        let groups = stride(from: 0, to: count, by: 3).map { Array(bytes[$0..<min(count, $0 + 3)]) }
        let expected = written { output in
            for group in groups { output.writeBase64(group.span.bytes) }
        }
        #expect(text == expected)
    }
}
