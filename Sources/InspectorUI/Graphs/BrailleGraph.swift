import TextScreen

/// Values over time, as dots of which eight fit into a cell.
struct BrailleGraph {
    /// A value at a time.
    struct Point: Sendable, Hashable {
        /// When, from 0 at the left side to 1 at the right one.
        let place: Double
        /// How much; nil where something should have been and was not.
        let value: Double?
    }

    /// What is drawn, in the order of time.
    let points: [Point]
    /// What the highest line stands for.
    let highest: Double
    /// From which place on the dots ask for attention; nil for nowhere.
    let peak: Double?

    /// The bit of a dot in its cell, by its line and column.
    private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    /// Draws it. What is missing is a cross in the lowest line.
    func draw(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 0, area.columns > 0 else { return }
        var cells = [[UInt32]](repeating: [UInt32](repeating: 0, count: area.columns), count: area.rows)
        var missing = Set<Int>()
        for point in points {
            let x = Int(min(1, max(0, point.place)) * Double(area.columns * 2 - 1))
            guard let value = point.value else {
                missing.insert(x / 2)
                continue
            }
            let share = highest > 0 ? min(1, max(0, value / highest)) : 0
            let y = area.rows * 4 - 1 - Int(share * Double(area.rows * 4 - 1))
            cells[y / 4][x / 2] |= Self.bits[y % 4][x % 2]
        }
        for (row, line) in cells.enumerated() {
            for (column, dots) in line.enumerated() where dots > 0 {
                let style = Style(isPeak(column, area) ? .peak : .graph)
                let scalar = Unicode.Scalar(0x2800 + dots) ?? " "
                canvas.write(
                    String(Character(scalar)), style, row: area.top + row, column: area.left + column, in: area)
            }
        }
        for column in missing {
            canvas.write("×", Style(.error), row: area.bottom - 1, column: area.left + column, in: area)
        }
    }

    private func isPeak(_ column: Int, _ area: ScreenArea) -> Bool {
        peak.map { Double(column) >= ($0 * Double(area.columns * 2 - 1) / 2).rounded(.down) } ?? false
    }
}
