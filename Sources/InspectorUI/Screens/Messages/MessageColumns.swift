import TextScreen

/// A cell of a message's row.
enum MessageCell: Sendable, Hashable {
    case connection, time, from, opcode, size, preview
}

/// Where the cells of a list of messages are. In front of them there are a column for marks and one for findings.
struct MessageColumns: Sendable, Hashable {
    /// A cell's columns.
    struct Place: Sendable, Hashable {
        /// Which cell.
        let cell: MessageCell
        /// Its head.
        let title: String
        /// The first column.
        let start: Int
        /// How many.
        let width: Int
    }

    /// The cells from left to right.
    let places: [Place]
    /// Whether there is room for the size on the wire too.
    let showsWire: Bool

    /// The cells in so many columns.
    init(columns: Int, timeWidth: Int, hasConnection: Bool) {
        let isNarrow = columns < 64
        showsWire = columns >= 84
        var places: [Place] = []
        var start = isNarrow ? 2 : 3
        func add(_ cell: MessageCell, _ title: String, _ width: Int) {
            places.append(Place(cell: cell, title: title, start: start, width: width))
            start += width + 1
        }
        if hasConnection { add(.connection, "conn", isNarrow ? 4 : 5) }
        add(.time, "time", isNarrow ? min(timeWidth, 12) : timeWidth)
        add(.from, "", 1)
        add(.opcode, isNarrow ? "op" : "opcode", isNarrow ? 4 : 6)
        add(.size, showsWire ? "size/wire" : "size", showsWire ? 12 : 6)
        add(.preview, "payload", max(0, columns - start))
        self.places = places
    }

    /// Where a cell is; nil where it is not shown.
    func place(of cell: MessageCell) -> Place? {
        places.first { $0.cell == cell }
    }
}
