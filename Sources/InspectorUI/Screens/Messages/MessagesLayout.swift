import TextScreen

/// Where the list of messages and the detail pane are.
struct MessagesLayout: Sendable, Hashable {
    /// The list; nothing where the pane fills everything.
    let list: ScreenArea
    /// The detail pane; nothing where it is closed.
    let detail: ScreenArea
    /// The line between them, where they stand side by side.
    let border: ScreenArea

    /// Columns from which on they stand side by side, and lines from which on there is room for both.
    static let leastColumns = 110
    static let leastRows = 14

    /// The parts of an area.
    init(_ area: ScreenArea, isMaximised: Bool) {
        let nothing = ScreenArea(top: area.top, left: area.left, rows: 0, columns: 0)
        if isMaximised {
            (list, detail, border) = (nothing, area, nothing)
        } else if area.rows < Self.leastRows {
            (list, detail, border) = (area, nothing, nothing)
        } else if area.columns >= Self.leastColumns {
            let (left, rest) = area.split(left: max(64, area.columns * 11 / 20))
            let (border, right) = rest.split(left: 1)
            (list, detail, self.border) = (left, right, border)
        } else {
            let (top, bottom) = area.split(top: area.rows * 9 / 20)
            (list, detail, border) = (top, bottom, nothing)
        }
    }

    /// Whether the detail pane is seen.
    var hasDetail: Bool { detail.rows > 0 }
}
