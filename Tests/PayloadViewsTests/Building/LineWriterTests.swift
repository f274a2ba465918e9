import Testing

@testable import PayloadViews

struct LineWriterTests {
    private let bytes = Array("0123456789".utf8)

    @Test func `lines have their depth, their pieces and their places`() {
        var lines = LineWriter(limits: PayloadView.Limits())
        lines.base = 100
        lines.indent = 1
        lines.field(1, "name", text: 2..<4, bytes.span.bytes)
        lines.line(2, 4..<5)
        lines.add(hex: bytes.span.bytes, limit: 3)
        lines.extend(to: 7)
        lines.extend(to: 3)
        let all = lines.finish(bytes.span.bytes)
        #expect(all.map(\.text) == ["name: \"23\"", "30 31 32 … 7 more"])
        #expect(all.map(\.indent) == [2, 3])
        #expect(all.map(\.range) == [102..<104, 104..<107])
        #expect(all[0].pieces.map(\.role) == [.name, .punctuation, .string])
    }

    @Test func `long text is cut, and its length is said`() {
        var limits = PayloadView.Limits()
        limits.text = 4
        var lines = LineWriter(limits: limits)
        lines.line(0, 0..<10)
        lines.add(.string, bytes.span.bytes, mark: "\"")
        #expect(lines.finish(bytes.span.bytes).map(\.text) == ["\"0123… 10 bytes in all"])
    }

    @Test func `pieces before the first line and after the last are dropped`() {
        var limits = PayloadView.Limits()
        limits.lines = 1
        var lines = LineWriter(limits: limits)
        lines.add(.word, "lost")
        lines.extend(to: 5)
        lines.remark(0, "kept", 0..<1)
        lines.remark(0, "dropped", 1..<2)
        lines.add(.word, "dropped")
        lines.add(hex: bytes.span.bytes)
        lines.extend(to: 9)
        let all = lines.finish(bytes.span.bytes)
        #expect(all.map(\.text) == ["kept", "… 1 more line"])
        #expect(all.map(\.range) == [0..<1, 1..<10])
    }

    @Test func `an end too early is an error, and a capture's end is none`() {
        var lines = LineWriter(limits: PayloadView.Limits())
        lines.cut(0, at: 10, isWhole: true)
        lines.cut(0, at: 10, isWhole: false)
        let all = lines.finish(bytes.span.bytes)
        #expect(all.map(\.text) == ["ends too early", "cut here: the rest was not captured"])
        #expect(all.map { $0.pieces[0].role } == [.error, .comment])
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (3_211_000, "3,211,000"), (-1_000, "-1,000"), (-100, "-100"),
    ])
    func `thousands are grouped`(_ number: Int, _ text: String) {
        #expect(LineWriter.grouped(number) == text)
    }

    @Test func `bytes are counted in words`() {
        #expect(LineWriter.bytes(1) == "1 byte")
        #expect(LineWriter.bytes(1_234) == "1,234 bytes")
    }
}
