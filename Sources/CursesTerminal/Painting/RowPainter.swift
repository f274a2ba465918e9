internal import CNCurses
import TextScreen

/// Hands rows of a screen to ncurses. Only characters that take the columns that the screen has for them reach it: no
/// control character does.
struct RowPainter {
    private let palette: Palette
    private let isASCII: Bool
    /// Attributes and colour pair by style.
    private var paints: [(attributes: attr_t, pair: Int32)] = []
    /// Colour pairs by their colours.
    private var pairs: [Colours: Int32] = [:]
    /// Cells on their way to ncurses.
    private var cells: [cchar_t] = []

    private struct Colours: Hashable {
        let foreground: Int32
        let background: Int32
    }

    /// A painter for the terminal that ncurses has at present.
    init(palette: Palette, isASCII: Bool) {
        self.palette = palette
        self.isASCII = isASCII
        for role in Role.allCases {
            for emphasis in 0..<UInt8(Self.emphases) {
                paints.append(paint(palette.look(Style(role, Emphasis(rawValue: emphasis)))))
            }
        }
    }

    private static let emphases = 16

    private mutating func paint(_ look: Look) -> (attributes: attr_t, pair: Int32) {
        var attributes: attr_t = 0
        if look.attributes.contains(.bold) { attributes |= ncurses_bold }
        if look.attributes.contains(.dim) { attributes |= ncurses_dim }
        if look.attributes.contains(.underline) { attributes |= ncurses_underline }
        if look.attributes.contains(.reverse) { attributes |= ncurses_reverse }
        guard palette.depth != .monochrome, look.foreground >= 0 || look.background >= 0 else { return (attributes, 0) }
        let colours = Colours(foreground: look.foreground, background: look.background)
        if let pair = pairs[colours] { return (attributes, pair) }
        let pair = Int32(pairs.count + 1)
        guard pair < ncurses_pairs(), init_extended_pair(pair, look.foreground, look.background) == OK else {
            return (attributes, 0)
        }
        pairs[colours] = pair
        return (attributes, pair)
    }

    /// Hands over so many columns of a row, from the left.
    mutating func paint(_ screen: Screen, row: Int, columns: Int) {
        if cells.count < columns { cells = Array(repeating: cchar_t(), count: columns) }
        var count = 0
        unsafe screen.withRow(row) { (line: UnsafeBufferPointer<Cell>) in
            var column = 0
            while column < columns {
                let next = unsafe column + 1 < columns ? line[column + 1].scalar : " "
                column += unsafe put(line[column], isWide: next == nil, count: &count)
            }
        }
        unsafe cells.withUnsafeBufferPointer { cells in
            _ = unsafe mvwadd_wchnstr(ncurses_screen(), Int32(clamping: row), 0, cells.baseAddress, Int32(count))
        }
    }

    /// Puts one character; gives the columns that it takes.
    private mutating func put(_ cell: Cell, isWide: Bool, count: inout Int) -> Int {
        let index = Int(cell.style.role.rawValue) * Self.emphases + Int(cell.style.emphasis.rawValue) % Self.emphases
        let paint = paints[index]
        let wanted: Int32 = isWide ? 2 : 1
        let scalar = cell.scalar ?? " "
        if Self.width(scalar) == wanted, !isASCII || scalar.isASCII {
            let marks = isASCII ? nil : cell.marks
            let first = Self.mark(marks?.first)
            let second = first == 0 ? 0 : Self.mark(marks?.second)
            let done = unsafe ncurses_cell(
                &cells[count], wchar_t(bitPattern: scalar.value), first, second, paint.attributes, paint.pair)
            if done == OK {
                count += 1
                return isWide ? 2 : 1
            }
        }
        unsafe ncurses_cell(&cells[count], isASCII ? 0x3f : 0xfffd, 0, 0, paint.attributes, paint.pair)
        count += 1
        return 1
    }

    private static func mark(_ scalar: Unicode.Scalar?) -> wchar_t {
        guard let scalar, wcwidth(wchar_t(bitPattern: scalar.value)) == 0 else { return 0 }
        return wchar_t(bitPattern: scalar.value)
    }

    /// Columns of a character as ncurses sees it; nothing for a control character.
    private static func width(_ scalar: Unicode.Scalar) -> Int32 {
        let value = scalar.value
        if value >= 0x20, value < 0x7f { return 1 }
        return value < 0xa0 ? 0 : wcwidth(wchar_t(bitPattern: value))
    }
}
