import JSONText
import Testing

@testable import PayloadViews

struct JSONOutlineTests {
    private static func outline(_ text: String, isWhole: Bool = true) -> JSONOutline? {
        let bytes = Array(text.utf8)
        return JSONOutline(bytes.span.bytes, isWhole: isWhole)
    }

    static let table: [(String, Bool, Int?, Int?)] = [
        ("{}", true, 0, 2), (" [1, 2] x", true, 2, 7), (#"{"a":{"b":1},"c":[]}"#, true, 2, 20), ("[1", true, nil, nil),
        ("[1", false, 0, nil), ("[1,", false, 1, nil), (#"{"a":{"b":"#, false, 1, nil), ("[", false, 0, nil),
        ("", false, nil, nil), ("1", true, nil, nil), ("[1 2]", true, nil, nil), ("[1 2]", false, nil, nil),
        (#"{"a"#, false, 0, nil), ("x", false, nil, nil),
    ]

    @Test(arguments: table.indices)
    func `members are counted as far as they are there`(_ index: Int) {
        let (text, isWhole, count, end) = Self.table[index]
        let outline = Self.outline(text, isWhole: isWhole)
        #expect(outline?.seen == count)
        #expect(outline?.end == end)
    }

    @Test func `members are found by name`() {
        let text = #"{"a":1,"b":"x","a":2,"c":{"d":true},"e":false,"f":null}"#
        let bytes = Array(text.utf8)
        guard let outline = Self.outline(text) else {
            Issue.record("no outline")
            return
        }
        func said(_ value: JSONOutline.Value?) -> String? {
            value.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        }
        #expect(said(outline.value("a", bytes.span.bytes)) == "1")
        #expect(said(outline.string("b", bytes.span.bytes)) == "x")
        #expect(said(outline.value("c", bytes.span.bytes)) == #"{"d":true}"#)
        #expect(said(outline.value("e", bytes.span.bytes)) == "false")
        #expect(said(outline.value("f", bytes.span.bytes)) == "null")
        #expect(said(outline.value("d", bytes.span.bytes)) == nil)
        #expect(said(outline.string("a", bytes.span.bytes)) == nil)
        #expect(bytes.span.bytes.integer(outline[0]) == 1)
        #expect(bytes.span.bytes.integer(outline[1]) == nil)
        #expect(bytes.span.bytes.says(outline[1], "x") && !bytes.span.bytes.says(outline[0], "1"))
        #expect(outline[6] == nil && outline[-1] == nil)
    }

    @Test func `only the first members are kept, and all are counted`() {
        let outline = Self.outline("[" + (0..<100).map(String.init).joined(separator: ",") + "]")
        #expect(outline?.count == 12)
        #expect(outline?.seen == 100)
    }

    @Test func `a long text is looked at as far as the window reaches`() {
        let text = "[" + String(repeating: "1,", count: 100_000) + "1]"
        let outline = Self.outline(text)
        #expect(outline?.isCut == true)
        #expect((4_000...JSONOutline.window / 2).contains(outline?.seen ?? 0))
    }

    @Test(arguments: [("[] \n", true), ("[]x", false), ("{}", true), ("[]\u{1e}", false)])
    func `what follows is told`(_ text: String, _ isAlone: Bool) {
        let bytes = Array(text.utf8)
        #expect(Self.outline(text)?.isAlone(bytes.span.bytes) == isAlone)
    }

    @Test func `labels are names of members and values of elements`() {
        for (text, label) in [(#"{"name":1}"#, "name"), (#"["x"]"#, "\"x\""), ("[]", "")] {
            let bytes = Array(text.utf8)
            var line = TextLine()
            Self.outline(text)?.label(0, bytes.span.bytes, &line)
            #expect(line.text == label)
        }
    }
}
