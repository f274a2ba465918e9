import Testing

@testable import PayloadViews

struct EmbeddedPayloadTests {
    private static func lines(_ bytes: [UInt8], _ range: Range<Int>, isWhole: Bool = true) -> [PayloadView.Line] {
        var lines = LineWriter(limits: PayloadView.Limits())
        EmbeddedPayload.draw(range, bytes.span.bytes, depth: 2, isWhole: isWhole, &lines)
        return lines.finish(bytes.span.bytes)
    }

    @Test func `JSON, text and bytes are drawn as what they are, at their own places`() {
        let json = Self.lines(Array("xx[1]yy".utf8), 2..<5)
        #expect(json.map(\.text) == ["[", "1", "]"])
        #expect(json.map(\.range) == [2..<3, 3..<4, 4..<5])
        #expect(json.map(\.indent) == [2, 3, 2])
        #expect(Self.lines(Array("xxhi".utf8), 2..<4).map(\.text) == ["hi"])
        #expect(Self.lines([1, 0, 255], 1..<3).map(\.text)[0].hasPrefix("0000  00 ff "))
    }

    @Test func `nothing is drawn for nothing, and JSON that is cut says so`() {
        #expect(Self.lines([1, 2], 1..<1).isEmpty)
        #expect(
            Self.lines(Array("[1,".utf8), 0..<3, isWhole: false).last?.text == "cut here: the rest was not captured")
        #expect(Self.lines(Array("[1,".utf8), 0..<3).map(\.text) == ["[1,"])
    }
}
