import Testing

@testable import InspectorUI

struct PlainTextTests {
    @Test func `lines are numbered, and bytes that are no text are shown as such`() {
        let rows = PlainText.rows(Array("one\ntwo".utf8) + [0xff, 0x0a, 0x1b], length: 10, width: 40)
        let text = rows.map { $0.pieces.map(\.text).joined() }
        #expect(text.count == 3)
        #expect(text[0].contains("1") && text[0].contains("one"))
        #expect(text[1].contains("two") && text[1].contains("\\xff"))
    }

    @Test func `what is not shown is said not to be`() {
        let rows = PlainText.rows([UInt8](repeating: 0x61, count: PlainText.mostBytes + 5), length: 1 << 20, width: 80)
        #expect(rows.last?.pieces.map(\.text).joined().contains("shown") == true)
    }

    @Test func `any bytes do no harm`() {
        var random = SeededGenerator(8)
        for _ in 0..<500 {
            let bytes = (0..<Int(random.next() % 60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            _ = PlainText.rows(bytes, length: UInt64(bytes.count), width: Int(random.next() % 20) + 1)
        }
    }
}
