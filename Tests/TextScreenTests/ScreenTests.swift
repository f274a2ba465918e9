import Testing
import TextScreen

struct ScreenTests {
    @Test func `outside of a screen all is blank, and nothing can be put there`() {
        var screen = Screen(size: ScreenSize(columns: 2, rows: 2))
        let empty = screen
        for (row, column) in [(-1, 0), (0, -1), (2, 0), (0, 2), (Int.max, Int.min)] {
            screen[row, column] = Cell("x")
            #expect(screen[row, column] == .blank)
        }
        #expect(screen == empty)
    }

    @Test func `a picture tells text and styles`() {
        var screen = Screen(size: ScreenSize(columns: 4, rows: 2))
        screen[0, 0] = Cell("漢", Style(.client, .selected))
        screen[0, 1] = Cell(nil, Style(.client, .selected))
        screen[1, 3] = Cell("x", Style(.error, [.bold, .underlined, .reversed]))
        #expect(screen.picture == "|漢\n|   x\n\nc2>\n.3 e1!_~\n")
    }

    @Test func `rows are compared and read by themselves`() {
        var screen = Screen(size: ScreenSize(columns: 3, rows: 2))
        let empty = screen
        screen[1, 2] = Cell("x")
        #expect(screen.hasSameRow(0, as: empty))
        #expect(!screen.hasSameRow(1, as: empty))
        #expect(!screen.hasSameRow(0, as: Screen(size: ScreenSize(columns: 3, rows: 1))))
        #expect(screen.withRow(1) { $0.map(\.scalar) } == [" ", " ", "x"])
        #expect(screen.withRow(2) { $0.count } == 0)
    }
}
