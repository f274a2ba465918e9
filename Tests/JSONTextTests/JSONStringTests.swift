import TestKit
import Testing

@testable import JSONText

struct JSONStringTests {
    private static func text(_ written: String) -> String {
        JSONString.text(Array(written.utf8).span.bytes)
    }

    static let table: [(String, String)] = [
        ("", ""), ("plain é漢🤷", "plain é漢🤷"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#"\u0041\u00e9\u6f22"#, "Aé漢"), (#"\u00E9"#, "é"), (#"\u0000"#, "\u{0}"), (#"\ud83e\udd37"#, "🤷"),
        (#"\uD83E\uDD37!"#, "🤷!"), (#"\ud800\udc00\udbff\udfff"#, "\u{10000}\u{10ffff}"), (#"\ud83e"#, "\u{fffd}"),
        (#"\ud83ex"#, "\u{fffd}x"), (#"\udd37"#, "\u{fffd}"), (#"\ud83e\ud83e\udd37"#, "\u{fffd}🤷"),
        (#"\udd37\ud83e"#, "\u{fffd}\u{fffd}"), (#"\ud83e\n"#, "\u{fffd}\n"), (#"\ud83e\u0041"#, "\u{fffd}A"),
        (#"a\"#, #"a\"#), (#"\q"#, #"\q"#), (#"\u12"#, #"\u12"#), (#"\u12g4"#, #"\u12g4"#), (#"\\u0041"#, #"\u0041"#),
        (#"\u+123"#, #"\u+123"#), (#"\ud83e\udd3"#, "\u{fffd}\\udd3"),
    ]

    @Test(arguments: table.indices)
    func `a string says what its escapes mean`(_ index: Int) {
        let (written, said) = Self.table[index]
        #expect(Self.text(written) == said)
    }

    @Test(arguments: table.indices)
    func `pieces of a string add up to all of it, and say what they are said to`(_ index: Int) {
        let (written, said) = Self.table[index]
        let bytes = Array(written.utf8)
        var (at, length) = (0, 0)
        while at < bytes.count {
            let extent = JSONString.extent(bytes.span.bytes, at: at)
            var piece: [UInt8] = []
            let end = min(bytes.count, at + extent.written)
            JSONString.append(bytes.span.bytes.extracting(at..<end), to: &piece)
            #expect(piece.count == extent.said)
            (at, length) = (at + extent.written, length + extent.said)
        }
        #expect(at == bytes.count && length == said.utf8.count)
    }

    @Test func `text is added behind what is there`() {
        var target = Array("a".utf8)
        JSONString.append(Array(#"\u0062"#.utf8).span.bytes, to: &target)
        #expect(target == Array("ab".utf8))
    }

    @Test func `bytes that are no text stay as they are, and become replacement characters as text`() {
        let bytes: [UInt8] = [0x61, 0xff, 0x5c, 0x6e, 0xc3]
        var target: [UInt8] = []
        JSONString.append(bytes.span.bytes, to: &target)
        #expect(target == [0x61, 0xff, 0x0a, 0xc3])
        #expect(JSONString.text(bytes.span.bytes) == "a\u{fffd}\n\u{fffd}")
    }

    static let escapes: [(String, Int?, Bool)] = [
        (#"\n"#, 2, false), (#"\""#, 2, false), (#"\u00e9x"#, 6, false), (#"\"#, nil, true), (#"\u"#, nil, true),
        (#"\u00"#, nil, true), (#"\u00e"#, nil, true), (#"\q"#, nil, false), (#"\ux"#, nil, false),
        (#"\u00eg"#, nil, false), ("\\\u{0}", nil, false), (#"\U0041"#, nil, false), (#"\'"#, nil, false),
    ]

    @Test(arguments: escapes.indices)
    func `an escape ends where the grammar says`(_ index: Int) {
        let (text, end, isCut) = Self.escapes[index]
        let expected = end.map { JSONString.EscapeExtent.end($0) } ?? (isCut ? .cut : .none)
        #expect(JSONString.escape(Array(text.utf8).span.bytes, at: 0) == expected)
    }

    @Test func `what is written as JSON is read as it was`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<30, using: &random) {
                let value = UInt32.random(in: 0..<(Bool.random(using: &random) ? 0x80 : 0x11_0000), using: &random)
                if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            }
            let json = written { $0.writeJSON(string: text) }
            #expect(Self.text(String(json.unicodeScalars.dropFirst().dropLast())) == text)
            let units = text.utf16.map { unit in
                let hex = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
            #expect(Self.text(units.joined()) == text)
        }
    }

    @Test func `random bytes are read without harm, and never as more than they are`() {
        var random = SeededRandom(seed: 4)
        let alphabet = Array("\\\\\\uuudD8bcf0\"n/".utf8) + [0xed, 0xa0]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<24, using: &random)
            let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
            var target: [UInt8] = []
            JSONString.append(bytes.span.bytes, to: &target)
            #expect(target.count <= bytes.count)
        }
    }
}
