/// All that a terminal shows, as a value.
package struct Screen: Sendable, Hashable {
    /// How large it is.
    package let size: ScreenSize
    private var cells: [Cell]
    /// Where the terminal's cursor is shown; nil for nowhere.
    package var cursor: Place?

    /// A cell's place.
    package struct Place: Sendable, Hashable {
        /// The line.
        package let row: Int
        /// The column.
        package let column: Int

        /// A place by its line and column.
        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// An empty screen.
    package init(size: ScreenSize) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The cell at a place. Outside of the screen everything is blank, and nothing can be put there.
    package subscript(row: Int, column: Int) -> Cell {
        get {
            guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return .blank }
            return cells[row * size.columns + column]
        }
        set {
            guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
            cells[row * size.columns + column] = newValue
        }
    }

    /// Lets a body read a line's cells; none where there is no such line.
    package func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Cell>) -> Result) -> Result {
        unsafe cells.withUnsafeBufferPointer { all in
            guard row >= 0, row < size.rows else { return unsafe body(UnsafeBufferPointer(start: nil, count: 0)) }
            return unsafe body(UnsafeBufferPointer(rebasing: all[row * size.columns..<(row + 1) * size.columns]))
        }
    }

    /// Whether a line is the same as another screen's of the same size.
    package func hasSameRow(_ row: Int, as other: Screen) -> Bool {
        guard size == other.size else { return false }
        return unsafe withRow(row) { mine in
            unsafe other.withRow(row) { theirs in unsafe mine.elementsEqual(theirs) }
        }
    }

    /// The screen's text, a string a line, without blanks at the ends of lines.
    package var lines: [String] {
        (0..<size.rows).map { row in
            var line = String.UnicodeScalarView()
            for column in 0..<size.columns {
                let cell = self[row, column]
                guard let scalar = cell.scalar else { continue }
                line.append(scalar)
                guard let marks = cell.marks else { continue }
                line.append(marks.first)
                if let second = marks.second { line.append(second) }
            }
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    /// The screen as a picture: its text, and below each other the letters of its styles. A role has a letter (`.` is
    /// plain); under the cursor's row stands a `>` in front, and what is bold, underlined or reversed is told behind it.
    package var picture: String {
        let text = lines.map { "|\($0)" }
        let styles = (0..<size.rows).map { row in Self.styleText((0..<size.columns).map { self[row, $0].style }) }
        return (text + [""] + styles).joined(separator: "\n") + "\n"
    }

    /// Runs of styles in a line, as in `.12 c3! f65`: a letter and how many; `>` selected, `!` bold, `_` underlined,
    /// `~` reversed.
    private static func styleText(_ styles: [Style]) -> String {
        var runs: [(style: Style, count: Int)] = []
        for style in styles {
            if runs.last?.style == style { runs[runs.count - 1].count += 1 } else { runs.append((style, 1)) }
        }
        if runs.last?.style == .plain { runs.removeLast() }
        return runs.map { run in
            let emphasis = run.style.emphasis
            return "\(run.style.role.letter)\(run.count)" + (emphasis.contains(.selected) ? ">" : "")
                + (emphasis.contains(.bold) ? "!" : "") + (emphasis.contains(.underlined) ? "_" : "")
                + (emphasis.contains(.reversed) ? "~" : "")
        }.joined(separator: " ")
    }
}
