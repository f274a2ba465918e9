import TextScreen

/// A row of a tab of the detail pane.
struct DetailRow: Sendable, Hashable {
    /// What it says.
    var pieces: [TextPiece]
    /// Columns that it is moved in.
    var indent = 0
    /// The line of the tab's text that it belongs to: a line that is too long takes several rows.
    var line = 0

    /// A row of pieces.
    init(_ pieces: [TextPiece], indent: Int = 0, line: Int = 0) {
        self.pieces = pieces
        self.indent = indent
        self.line = line
    }

    /// A row of one piece.
    init(_ text: String, _ role: Role = .plain) {
        self.init([TextPiece(text, role)])
    }
}

/// Cuts lines into rows that fit.
struct RowWrapping {
    /// Columns of a row.
    let width: Int
    /// Rows so far.
    private(set) var rows: [DetailRow] = []

    /// Rows of a width.
    init(width: Int) {
        self.width = max(4, width)
    }

    /// Adds a line, in as many rows as it takes; those behind the first are moved in by `hanging` more columns.
    mutating func add(_ pieces: [TextPiece], indent: Int = 0, hanging: Int = 0, line: Int) {
        let indent = min(indent, width / 2)
        let room = width - indent
        let bytes = pieces.reduce(0) { $0 + $1.text.utf8.count }
        guard bytes > room else {
            rows.append(DetailRow(pieces, indent: indent, line: line))
            return
        }
        let hanging = min(hanging, room / 2)
        var row: [TextPiece] = []
        var left = room
        var isFirst = true
        func end() {
            rows.append(DetailRow(row, indent: isFirst ? indent : indent + hanging, line: line))
            (row, isFirst, left) = ([], false, room - hanging)
        }
        for piece in pieces {
            var text = piece.text.unicodeScalars[...]
            while !text.isEmpty {
                let (part, columns) = Self.prefix(of: text, columns: left)
                if part == text.startIndex, !row.isEmpty {
                    end()
                    continue
                }
                // A character that is wider than a row stands alone in one.
                let cut = part == text.startIndex ? text.index(after: part) : part
                row.append(TextPiece(String(text[..<cut]), piece.role))
                text = text[cut...]
                left -= columns
                if !text.isEmpty { end() }
            }
        }
        rows.append(DetailRow(row, indent: isFirst ? indent : indent + hanging, line: line))
    }

    /// How far a text goes in so many columns, and how many it takes.
    private static func prefix(
        of text: Substring.UnicodeScalarView, columns: Int
    ) -> (end: String.Index, columns: Int) {
        var used = 0
        var place = text.startIndex
        while place < text.endIndex {
            let more = self.columns(of: text[place])
            if used + more > columns { break }
            used += more
            place = text.index(after: place)
        }
        return (place, used)
    }

    /// Adds a sentence, in as many rows as it takes, that end between words where a word is not too long; those behind the
    /// first are moved in by two columns.
    mutating func add(words pieces: [TextPiece], line: Int) {
        let hanging = min(2, width / 2)
        var row: [(scalar: Unicode.Scalar, columns: Int, role: Role)] = []
        var used = 0
        let first = rows.count
        for piece in pieces {
            for scalar in piece.text.unicodeScalars {
                let columns = Self.columns(of: scalar)
                if used + columns > width - (rows.count == first ? 0 : hanging) {
                    let space = row.lastIndex { $0.scalar == " " } ?? 0
                    let isNear = space > 0 && row.count - space <= min(Self.longestWord, width / 2)
                    let rest = isNear ? Array(row[(space + 1)...]) : []
                    rows.append(Self.row(isNear ? row[..<space] : row[...], rows.count == first ? 0 : hanging, line))
                    row = rest
                    used = rest.reduce(0) { $0 + $1.columns }
                }
                row.append((scalar, columns, piece.role))
                used += columns
            }
        }
        rows.append(Self.row(row[...], rows.count == first ? 0 : hanging, line))
    }

    /// Characters of a word that is taken to the next row.
    private static let longestWord = 24

    private static func row(
        _ scalars: ArraySlice<(scalar: Unicode.Scalar, columns: Int, role: Role)>, _ indent: Int, _ line: Int
    ) -> DetailRow {
        var pieces: [TextPiece] = []
        for (scalar, _, role) in scalars {
            if pieces.last?.role != role { pieces.append(TextPiece("", role)) }
            pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
        }
        return DetailRow(pieces, indent: indent, line: line)
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value >= 0x20, scalar.value < 0x7f { return 1 }
        switch TextWidth.shown(scalar) {
        case .cell(_, let columns): return columns
        case .standIn: return 1
        case .mark, .nothing: return 0
        }
    }
}
