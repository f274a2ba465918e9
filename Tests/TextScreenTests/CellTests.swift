import Testing

@testable import TextScreen

struct CellTests {
    @Test func `a cell has room for two marks, and the right half of a wide character for none`() {
        var cell = Cell("e")
        for mark in ["\u{301}", "\u{302}", "\u{303}"] as [Unicode.Scalar] { cell.add(mark: mark) }
        #expect(cell.marks == Cell.Marks(first: "\u{301}", second: "\u{302}"))
        var half = Cell(nil)
        half.add(mark: "\u{301}")
        #expect(half.marks == nil)
    }
}
