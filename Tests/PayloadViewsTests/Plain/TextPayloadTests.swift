import Testing

@testable import PayloadViews

struct TextPayloadTests {
    static let table: [([UInt8], Bool, Bool)] = [
        (Array("plain\ttext\r\n".utf8), true, true), (Array("é漢🤷".utf8), true, true), ([0x61, 0], true, false),
        ([0x1b], true, false), ([0x7f], true, false), ([0xff], true, false), ([0xc3], true, false),
        ([0xc3], false, true),
        ([0xe2, 0x82], false, true), ([0xe2, 0x20, 0x20], false, false), ([0xc0, 0x80], true, false),
        ([0x80], true, false), ([], true, true),
    ]

    @Test(arguments: table.indices)
    func `readable text is told from bytes`(_ index: Int) {
        let (bytes, isWhole, isText) = Self.table[index]
        let found = TextPayload.isText(bytes.span.bytes, isWhole: isWhole)
        #expect(found == isText)
    }

    @Test func `a character at the end of what is looked at may be cut`() {
        let bytes = [UInt8](repeating: 0x61, count: 1_023) + Array("é".utf8)
        let isText = TextPayload.isText(bytes.span.bytes, isWhole: true)
        #expect(isText)
    }

    @Test func `a line of text is a line`() {
        let bytes = Array("a\r\nb\n\nc\u{1b}".utf8)
        let lines = PayloadViewer.lines(of: bytes.span.bytes, as: .text, PayloadFacts(kind: .text))
        #expect(lines.map(\.text) == ["a", "b", "", "c\\x1b"])
        #expect(lines.map(\.range) == [0..<3, 3..<5, 5..<6, 6..<8])
    }
}
