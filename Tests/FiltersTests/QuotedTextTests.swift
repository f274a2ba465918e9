import TestKit
import Testing

@testable import Filters

struct QuotedTextTests {
    private func quoted(_ text: String) throws -> FilterCursor.Quoted {
        var cursor = FilterCursor(text)
        return try cursor.quoted()
    }

    @Test(
        arguments: [
            (#""""#, ""), (#""a b""#, "a b"), (#""\"\\\n\t\x41""#, "\"\\\n\tA"), (#""é""#, "é"), (#""\x0""#, nil),
            (#""\q""#, nil),
            (#""\xgg""#, nil), (#""\x+1""#, nil), (#""\é""#, nil),
        ] as [(String, String?)])
    func `escapes are read`(_ text: String, _ expected: String?) throws {
        let content = try quoted(text)
        #expect((try? QuotedText.decode(content)).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func `any bytes are written so that they are read again`() throws {
        var random = SeededRandom(seed: 4)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<12, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = QuotedText.quoted(bytes)
            #expect(try QuotedText.decode(quoted(text)) == bytes, "\(text)")
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
        }
        #expect(QuotedText.quoted(Array("é\n".utf8)) == "\"é\\n\"")
        #expect(QuotedText.quoted([0xff, 0x61]) == #""\xffa""#)
    }

    @Test(arguments: [
        (#""a\d+""#, #"a\d+"#), (#""\\""#, #"\\"#), (#""say \"x\"""#, #"say "x""#), (#""\\\"x""#, #"\\"x"#),
        (#""[\]\"]""#, #"[\]"]"#),
    ])
    func `patterns keep all escapes but that of quotation marks`(_ text: String, _ expected: String) throws {
        let pattern = try QuotedText.pattern(try quoted(text))
        #expect(pattern == expected)
        #expect(QuotedText.quoted(pattern: pattern) == text)
    }

    @Test(arguments: ["\"a\nb\"", "\"\\\n\"", "\"\u{1}\""])
    func `control characters are refused in patterns`(_ text: String) throws {
        let content = try quoted(text)
        #expect(throws: FilterProblem.self) { try QuotedText.pattern(content) }
    }
}
