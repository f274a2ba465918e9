import TextScreen

/// Values over time as columns that stand beside each other, to an eighth of a cell.
enum ColumnGraph {
    private static let eighths = Array(" ▁▂▃▄▅▆▇█".unicodeScalars)

    /// Draws a column for each cell of the width; what is more than nothing is at least seen.
    static func draw(_ values: [Double], highest: Double, _ area: ScreenArea, on canvas: inout Canvas) {
        guard highest > 0, area.rows > 0 else { return }
        for (column, value) in values.prefix(area.columns).enumerated() where value > 0 {
            let parts = max(1, Int((min(1, value / highest) * Double(area.rows * 8)).rounded()))
            for row in 0..<area.rows {
                let filled = max(0, min(8, parts - row * 8))
                guard filled > 0 else { break }
                canvas.write(
                    String(Character(eighths[filled])), Style(.graph), row: area.bottom - 1 - row,
                    column: area.left + column, in: area)
            }
        }
    }
}

extension Timeline {
    /// What is counted over time.
    enum Quantity: Sendable, Hashable {
        case messages, bytes
    }

    /// So many values a second, the mean of what falls together; each part is shown in several where there are fewer parts.
    func perSecond(_ quantity: Quantity, columns: Int) -> [Double] {
        let values = quantity == .messages ? messages : bytes
        guard columns > 0, !values.isEmpty else { return [] }
        let seconds = Double(max(1, span)) / 1_000_000_000
        return (0..<columns).map { column in
            let first = column * values.count / columns
            let end = max(first + 1, (column + 1) * values.count / columns)
            let sum = values[first..<end].reduce(0.0) { $0 + Double($1) }
            return sum / Double(end - first) / seconds
        }
    }
}
