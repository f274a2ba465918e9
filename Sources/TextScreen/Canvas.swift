/// Something to draw on: an area of a screen. Whatever lies outside of the area is not drawn.
package struct Canvas: ~Copyable {
    /// The screen that is drawn.
    package private(set) var screen: Screen
    /// Whether only ASCII may be drawn, since the terminal's locale has nothing else.
    package let isASCII: Bool

    /// An empty screen to draw on.
    package init(size: ScreenSize, isASCII: Bool = false) {
        screen = Screen(size: size)
        self.isASCII = isASCII
    }

    /// All of the screen.
    package var area: ScreenArea {
        ScreenArea(top: 0, left: 0, rows: screen.size.rows, columns: screen.size.columns)
    }

    /// Writes text into a line of an area, cut at the area's sides: it may begin left of it. Characters that a terminal
    /// must not get are shown as stand-ins. Gives the column behind the text.
    @discardableResult
    package mutating func write(
        _ text: String, _ style: Style = .plain, row: Int, column: Int, in area: ScreenArea
    ) -> Int {
        let area = area.clipped(to: screen.size)
        guard row >= area.top, row < area.bottom else { return column }
        var column = column
        // Where a mark belongs; nil before the text's first character.
        var place: Int?
        for scalar in text.unicodeScalars {
            guard column < area.right else { return column }
            switch TextWidth.shown(scalar) {
            case .cell(let scalar, let columns):
                put(scalar, columns, style, row, column, area)
                place = column
                column += columns
            case .standIn(let scalar):
                put(scalar, 1, style.role == .plain ? Style(.comment, style.emphasis) : style, row, column, area)
                place = nil
                column += 1
            case .mark(let mark):
                guard !isASCII, let place, area.contains(row: row, column: place) else { continue }
                screen[row, place].add(mark: mark)
            case .nothing: continue
            }
        }
        return column
    }

    /// Writes text so that its end is at a column, as numbers are; text that is too long is cut at its end.
    package mutating func write(
        _ text: String, _ style: Style = .plain, row: Int, column: Int, width: Int, alignsRight: Bool,
        in area: ScreenArea
    ) {
        guard width > 0 else { return }
        let columns = TextWidth.columns(of: text, limit: width)
        let left = max(area.left, column)
        let cell = ScreenArea(
            top: area.top, left: left, rows: area.rows, columns: min(column + width, area.right) - left)
        if columns <= width {
            write(text, style, row: row, column: alignsRight ? column + width - columns : column, in: cell)
        } else {
            let narrower = ScreenArea(
                top: cell.top, left: left, rows: cell.rows, columns: min(cell.right, column + width - 1) - left)
            let end = write(text, style, row: row, column: column, in: narrower)
            write("…", style, row: row, column: min(end, column + width - 1), in: cell)
        }
    }

    /// Fills an area's line with a style, text and all.
    package mutating func fill(row: Int, _ style: Style, in area: ScreenArea) {
        let area = area.clipped(to: screen.size)
        guard row >= area.top, row < area.bottom, area.columns > 0 else { return }
        mend(row, area.left)
        mend(row, area.right - 1)
        for column in area.left..<area.right { screen[row, column] = Cell(" ", style) }
    }

    /// Makes an area blank.
    package mutating func clear(_ area: ScreenArea, _ style: Style = .plain) {
        let area = area.clipped(to: screen.size)
        for row in area.top..<area.bottom { fill(row: row, style, in: area) }
    }

    /// Adds emphasis to what is drawn in a line of an area.
    package mutating func emphasise(row: Int, _ emphasis: Emphasis, in area: ScreenArea) {
        let area = area.clipped(to: screen.size)
        guard row >= area.top, row < area.bottom else { return }
        for column in area.left..<area.right { screen[row, column].style.emphasis.formUnion(emphasis) }
    }

    /// Changes the style of cells that are drawn already.
    package mutating func restyle(row: Int, columns: Range<Int>, _ change: (inout Style) -> Void) {
        for column in columns.clamped(to: 0..<screen.size.columns) { change(&screen[row, column].style) }
    }

    /// Draws a box around an area, with a title in its upper border, and makes its inside blank.
    package mutating func box(_ area: ScreenArea, title: String = "", _ style: Style = Style(.border)) {
        guard area.rows >= 2, area.columns >= 2 else { return }
        clear(area)
        let line = String(repeating: "─", count: area.columns - 2)
        write("┌\(line)┐", style, row: area.top, column: area.left, in: area)
        write("└\(line)┘", style, row: area.bottom - 1, column: area.left, in: area)
        for row in area.top + 1..<area.bottom - 1 {
            write("│", style, row: row, column: area.left, in: area)
            write("│", style, row: row, column: area.right - 1, in: area)
        }
        guard !title.isEmpty, area.columns > 4 else { return }
        let inner = ScreenArea(top: area.top, left: area.left + 1, rows: 1, columns: area.columns - 2)
        write(" \(title) ", Style(.heading), row: area.top, column: area.left + 1, in: inner)
    }

    /// Shows the terminal's cursor at a place.
    package mutating func showCursor(row: Int, column: Int) {
        screen.cursor = Screen.Place(row: row, column: column)
    }

    private mutating func put(
        _ scalar: Unicode.Scalar, _ columns: Int, _ style: Style, _ row: Int, _ column: Int, _ area: ScreenArea
    ) {
        guard column >= area.left else {
            // The right half of a wide character that the side cuts.
            guard columns == 2, column + 1 == area.left, column + 1 < area.right else { return }
            mend(row, column + 1)
            screen[row, column + 1] = Cell(" ", style)
            return
        }
        mend(row, column)
        let scalar = isASCII && !scalar.isASCII ? ASCIIForm.of(scalar) : scalar
        if columns == 2 {
            guard column + 1 < area.right else {
                screen[row, column] = Cell(" ", style)
                return
            }
            mend(row, column + 1)
            if isASCII {
                screen[row, column] = Cell(scalar, style)
                screen[row, column + 1] = Cell(" ", style)
                return
            }
            screen[row, column] = Cell(scalar, style)
            screen[row, column + 1] = Cell(nil, style)
        } else {
            screen[row, column] = Cell(scalar, style)
        }
    }

    /// Where half of a wide character is overwritten, its other half becomes blank.
    private mutating func mend(_ row: Int, _ column: Int) {
        if screen[row, column].scalar == nil { screen[row, column - 1] = Cell(" ", screen[row, column - 1].style) }
        if screen[row, column + 1].scalar == nil { screen[row, column + 1] = Cell(" ", screen[row, column].style) }
    }
}
