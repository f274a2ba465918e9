import TextScreen

/// A horizontal bar, to an eighth of a cell.
enum Bars {
    private static let eighths = Array(" ▏▎▍▌▋▊▉".unicodeScalars)

    /// A bar as long as a share of so many cells; what is more than nothing is at least seen.
    static func text(_ share: Double, columns: Int) -> String {
        guard share > 0, columns > 0 else { return "" }
        let parts = max(1, Int((min(1, share) * Double(columns * 8)).rounded()))
        let full = String(repeating: "█", count: parts / 8)
        return parts % 8 == 0 ? full : full + String(Character(eighths[parts % 8]))
    }

    /// A line of a bar chart: a label, its bar and its value.
    static func draw(
        label: String, share: Double, value: String, _ role: Role, row: Int, labelColumns: Int, in area: ScreenArea,
        on canvas: inout Canvas
    ) {
        canvas.write(
            label, Style(.faint), row: row, column: area.left, width: labelColumns, alignsRight: true, in: area)
        let start = area.left + labelColumns + 1
        let room = area.columns - labelColumns - TextWidth.columns(of: value) - 2
        let end = canvas.write(text(share, columns: room), Style(role), row: row, column: start, in: area)
        canvas.write(value, row: row, column: end + 1, in: area)
    }
}
