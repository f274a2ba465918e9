import JSONText
import Testing

@testable import PayloadViews

struct SummaryTextTests {
    private static func text(_ write: (inout TextLine) -> Void) -> String {
        var line = TextLine()
        write(&line)
        return line.text
    }

    @Test func `long words are cut, and say so`() {
        let long = [UInt8](repeating: 0x78, count: 200)
        let cut = String(repeating: "x", count: TextLine.longestWord)
        #expect(Self.text { $0.add(long.span.bytes) } == cut + "…")
        #expect(Self.text { $0.quote(long.span.bytes) } == "\"\(cut)…\"")
        #expect(Self.text { $0.quote(long.span.bytes, limit: 200) } == "\"\(String(repeating: "x", count: 200))\"")
    }

    @Test func `what disturbs is made visible`() {
        let bytes = Array("\u{1b}\u{202e}\n".utf8)
        #expect(Self.text { $0.add(bytes.span.bytes) } == "\\x1b\\u{202e}\\n")
    }

    @Test func `numbers`() {
        #expect(Self.text { $0.add(bytes: 1) } == "1 byte")
        #expect(Self.text { $0.add(bytes: 0) } == "0 bytes")
        #expect(Hex.text(7) == "07")
        #expect(Hex.text(0xabcd, digits: 8) == "0000abcd")
        #expect(Hex.text(0x12345, digits: 2) == "12345")
    }

    @Test(arguments: [
        (#"[1.50e3]"#, "1.50e3"), (#"["a\u0062"]"#, "\"ab\""), (#"["a"]"#, "\"a\""), ("[{}]", "{…}"), ("[[]]", "[…]"),
        ("[null]", "null"), ("[false]", "false"),
    ])
    func `values of JSON`(_ json: String, _ said: String) {
        let bytes = Array(json.utf8)
        guard let value = JSONOutline(bytes.span.bytes, isWhole: true)?[0] else {
            Issue.record("no value")
            return
        }
        #expect(Self.text { $0.add(bytes.span.bytes, value, isQuoted: true) } == said)
        let plain = Self.text { $0.add(bytes.span.bytes, value, isQuoted: false) }
        #expect(plain == said.filter { $0 != "\"" })
    }

    @Test(arguments: [#"\u00e9"#, #"\ud83e\udd37"#, "a", #"\n"#])
    func `a long string with escapes is cut, and says so`(_ unit: String) {
        let bytes = Array("[\"\(String(repeating: unit, count: 70))\\n\"]".utf8)
        guard let value = JSONOutline(bytes.span.bytes, isWhole: true)?[0] else {
            Issue.record("no value")
            return
        }
        #expect(Self.text { $0.add(bytes.span.bytes, value, isQuoted: true) }.hasSuffix("…\""))
    }
}
