/// How large a screen is, in cells.
package struct ScreenSize: Sendable, Hashable {
    /// Cells of a line.
    package let columns: Int
    /// Lines.
    package let rows: Int

    /// A size; numbers below one count as one.
    package init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
    }
}

/// A part of a screen. It may be empty, and lies where it lies: it is cut when something is drawn into it.
package struct ScreenArea: Sendable, Hashable {
    /// The first line.
    package var top: Int
    /// The first column.
    package var left: Int
    /// Lines.
    package var rows: Int
    /// Columns.
    package var columns: Int

    /// An area by its first cell and its size; negative sizes count as nothing.
    package init(top: Int, left: Int, rows: Int, columns: Int) {
        self.top = top
        self.left = left
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// The line behind the last.
    package var bottom: Int { top + rows }
    /// The column behind the last.
    package var right: Int { left + columns }

    /// Whether a cell lies in it.
    package func contains(row: Int, column: Int) -> Bool {
        row >= top && row < bottom && column >= left && column < right
    }

    /// The upper `count` lines and the rest.
    package func split(top count: Int) -> (first: ScreenArea, rest: ScreenArea) {
        let count = max(0, min(count, rows))
        return (
            ScreenArea(top: top, left: left, rows: count, columns: columns),
            ScreenArea(top: top + count, left: left, rows: rows - count, columns: columns)
        )
    }

    /// The left `count` columns and the rest.
    package func split(left count: Int) -> (first: ScreenArea, rest: ScreenArea) {
        let count = max(0, min(count, columns))
        return (
            ScreenArea(top: top, left: left, rows: rows, columns: count),
            ScreenArea(top: top, left: left + count, rows: rows, columns: columns - count)
        )
    }

    /// The part of it that lies on a screen.
    package func clipped(to size: ScreenSize) -> ScreenArea {
        let top = min(max(top, 0), size.rows)
        let left = min(max(left, 0), size.columns)
        return ScreenArea(
            top: top, left: left, rows: min(bottom, size.rows) - top, columns: min(right, size.columns) - left)
    }

    /// The area without a border of one cell.
    package var inside: ScreenArea {
        ScreenArea(top: top + 1, left: left + 1, rows: rows - 2, columns: columns - 2)
    }
}
