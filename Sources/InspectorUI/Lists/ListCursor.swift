/// A cursor in a list, and the part of it that is shown. Rows are known by their places; the list may grow.
struct ListCursor: Sendable, Hashable {
    /// The row under the cursor.
    private(set) var row = 0
    /// The first row shown.
    private(set) var top = 0
    /// Rows there are.
    private(set) var count = 0
    /// Rows that can be shown.
    private(set) var height = 1
    /// Whether the cursor stays at the newest row.
    var isFollowing = false

    /// The rows that are shown.
    var shown: Range<Int> { top..<min(count, top + height) }

    /// Takes note of how many rows there are and can be shown.
    mutating func fit(count: Int, height: Int) {
        self.count = max(0, count)
        self.height = max(1, height)
        if isFollowing { row = self.count - 1 }
        settle()
    }

    /// Puts the cursor on a row.
    mutating func move(to row: Int) {
        self.row = row
        settle()
    }

    /// Moves the cursor by rows.
    mutating func move(by rows: Int) {
        let (sum, overflows) = row.addingReportingOverflow(rows)
        row = overflows ? (rows < 0 ? 0 : count - 1) : sum
        settle()
    }

    /// Takes note that so many rows came in front of the cursor's row: it stays on its row, at its place on the screen.
    mutating func shift(by rows: Int) {
        row += rows
        top += rows
    }

    /// Moves as an action says; false where it says nothing about moving. Moving up leaves following, the end begins it.
    mutating func perform(_ action: Action) -> Bool {
        switch action {
        case .moveUp: move(by: -1)
        case .moveDown: move(by: 1)
        case .pageUp: move(by: -max(1, height - 1))
        case .pageDown: move(by: max(1, height - 1))
        case .halfPageUp: move(by: -max(1, height / 2))
        case .halfPageDown: move(by: max(1, height / 2))
        case .moveToStart: move(to: 0)
        case .moveToEnd:
            move(to: count - 1)
            isFollowing = true
            return true
        case .follow:
            isFollowing.toggle()
            if isFollowing { move(to: count - 1) }
            return true
        default: return false
        }
        if row < count - 1 { isFollowing = false }
        return true
    }

    private mutating func settle() {
        row = max(0, min(row, count - 1))
        if row < top { top = row }
        if row >= top + height { top = row - height + 1 }
        top = max(0, min(top, count - height))
    }
}
