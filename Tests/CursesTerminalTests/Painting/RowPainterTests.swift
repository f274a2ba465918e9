import CNCurses
import Glibc
import Testing
import TextScreen

@testable import CursesTerminal

@Suite(.serialized)
struct RowPainterTests {
    /// Lets a body paint on a terminal that nobody sees, and gives what ncurses then holds.
    private func painted(_ screen: Screen, isASCII: Bool, columns: Int? = nil) throws -> [String] {
        // The characters are those of the process: other tests read none of what depends on them.
        setlocale(LC_CTYPE, "C.UTF-8")
        let nowhere = open("/dev/null", O_RDWR)
        defer { close(nowhere) }
        let handle = try #require(ncurses_open("xterm-256color", nowhere, dup(nowhere)))
        defer {
            endwin()
            delscreen(handle)
        }
        resize_term(Int32(screen.size.rows), Int32(screen.size.columns))
        var painter = RowPainter(palette: Palette(depth: .monochrome, isLight: false), isASCII: isASCII)
        return (0..<screen.size.rows).map { row in
            painter.paint(screen, row: row, columns: columns ?? screen.size.columns)
            var text = [wchar_t](repeating: 0, count: 400)
            mvwinnwstr(ncurses_screen(), Int32(row), 0, &text, 399)
            let scalars = text.prefix { $0 != 0 }.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }
            return String(String.UnicodeScalarView(scalars))
        }
    }

    private func screen(_ columns: Int, _ cells: [Cell]) -> Screen {
        var screen = Screen(size: ScreenSize(columns: columns, rows: 1))
        for (column, cell) in cells.enumerated() { screen[0, column] = cell }
        return screen
    }

    @Test func `control characters do not reach the terminal, even from cells made by hand`() throws {
        for value in Array(UInt32(0)..<0x20) + Array(UInt32(0x7f)..<0xa0) {
            let bad = screen(3, [Cell("a"), Cell(Unicode.Scalar(value)), Cell("b")])
            #expect(try painted(bad, isASCII: false) == ["a\u{fffd}b"])
            #expect(try painted(bad, isASCII: true) == ["a?b"])
        }
    }

    @Test func `characters keep their columns, whatever the cells claim`() throws {
        let good = screen(5, [Cell("漢"), Cell(nil), Cell("x"), Cell("字"), Cell(nil)])
        #expect(try painted(good, isASCII: false) == ["漢x字"])
        // A wide character without its other half, halves without a character, a mark by itself.
        let bad = screen(5, [Cell("漢"), Cell("y"), Cell("z"), Cell(nil), Cell("\u{301}")])
        #expect(try painted(bad, isASCII: false) == ["\u{fffd}y\u{fffd} \u{fffd}"])
        #expect(try painted(good, isASCII: true) == ["? x? "])
    }

    @Test func `the last cell is painted, and no more columns than asked for`() throws {
        let full = screen(3, [Cell("a"), Cell("b"), Cell("c")])
        #expect(try painted(full, isASCII: false) == ["abc"])
        #expect(try painted(full, isASCII: false, columns: 2) == ["ab "])
    }
}
