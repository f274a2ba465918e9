/// Where the columns of a list are: as many as there is room for, from a first one on.
struct ColumnLayout: Sendable, Hashable {
    /// A column that is shown.
    struct Place: Sendable, Hashable {
        let column: ConnectionColumn
        /// Its place among the chosen ones.
        let index: Int
        /// Its first cell.
        let start: Int
        /// Its cells.
        let width: Int
    }

    /// The columns that are shown.
    private(set) var places: [Place] = []

    init() {}

    /// Columns on a width; the one that is to be seen is.
    init(_ columns: [ConnectionColumn], width: Int, showing cell: Int) {
        var first = 0
        repeat {
            places = Self.places(columns, from: first, width: width)
            first += 1
        } while first < columns.count && cell < columns.count && !places.contains { $0.index == cell }
            && first <= cell
    }

    /// Cells of a line below which columns are narrow.
    private static let narrow = 64

    private static func places(_ columns: [ConnectionColumn], from first: Int, width: Int) -> [Place] {
        // The first column says which row it is: it stays.
        let chosen = columns.indices.filter { $0 == 0 || $0 >= first }
        var widths: [(index: Int, width: Int)] = []
        var left = width
        for index in chosen {
            let widthsOf = columns[index].widths
            let least = width < narrow ? widthsOf.narrow : widthsOf.usual
            guard least + 1 <= left + 1 else { break }
            widths.append((index, min(least, left)))
            left -= least + 1
        }
        while left > 0 {
            let growing = widths.indices.filter { widths[$0].width < columns[widths[$0].index].widths.most }
            guard !growing.isEmpty else { break }
            for place in growing where left > 0 {
                widths[place].width += 1
                left -= 1
            }
        }
        var start = 0
        return widths.map { index, width in
            defer { start += width + 1 }
            return Place(column: columns[index], index: index, start: start, width: width)
        }
    }

    /// The column at a cell of a line whose first cell is for marks.
    func column(at cell: Int) -> ConnectionColumn? {
        places.first { cell >= $0.start + 1 && cell <= $0.start + $0.width + 1 }?.column
    }
}
