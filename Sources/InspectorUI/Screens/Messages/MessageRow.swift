import ByteStreams
import Dissection
import PayloadViews
import TextScreen
import WebSocketWire

/// Which row of a list it is, whatever its place.
enum MessageRowID: Sendable, Hashable {
    case opening, message(Int64), closing
}

/// A row of a list of messages, ready to be drawn.
struct MessageRow: Sendable {
    /// Which it is.
    let id: MessageRowID
    /// Its connection.
    let connection: Int
    /// When it happened.
    let time: Timestamp
    /// When the row before it happened.
    var before: Timestamp?
    /// The message's facts; nil for a connection's beginning and end.
    let message: Message?
    /// What it says.
    let pieces: [TextPiece]
    /// The worst finding about it.
    var worst: Severity?
    /// Whether it is marked.
    var isMarked = false

    /// A message as a row.
    init(_ line: MessageLine, _ context: PayloadContext) {
        id = .message(line.number)
        connection = line.message.connection
        time = line.message.time
        message = line.message
        pieces = MessageWords.preview(line, context)
    }

    /// A connection's beginning or end as a row.
    init(_ id: MessageRowID, _ connection: Int, _ time: Timestamp, _ pieces: [TextPiece]) {
        self.id = id
        self.connection = connection
        self.time = time
        self.pieces = pieces
        message = nil
    }

    /// Draws it; `match` is a text in lower case that is shown wherever it occurs, `cell` the one under the cursor.
    func draw(
        _ columns: MessageColumns, _ times: TimeWords, match: String, row: Int, in area: ScreenArea,
        on canvas: inout Canvas
    ) {
        if isMarked { canvas.write("▌", Style(.mark, .bold), row: row, column: area.left, in: area) }
        if let worst { canvas.write("!", Style(worst.role, .bold), row: row, column: area.left + 1, in: area) }
        for place in columns.places {
            let column = area.left + place.start
            let cell = ScreenArea(top: area.top, left: column, rows: area.rows, columns: place.width)
            let cut = place.start + place.width > area.columns
            guard !cut || place.cell == .preview else { continue }
            switch place.cell {
            case .connection:
                let style = Style(ConnectionWords.role(of: connection))
                canvas.write("#\(connection)", style, row: row, column: column, in: cell)
            case .time: draw(times, place, row, cell, &canvas)
            case .from: drawArrow(row, cell, &canvas)
            case .opcode: drawOpcode(place, row, cell, &canvas)
            case .size: drawSize(columns.showsWire, place, row, cell, &canvas)
            case .preview:
                // A beginning or an end has no opcode and no size: its words take their room.
                let left = message == nil ? columns.place(of: .opcode).map { area.left + $0.start } ?? column : column
                let rest = ScreenArea(top: area.top, left: left, rows: area.rows, columns: area.right - left)
                drawPreview(match, row, rest, &canvas)
            }
        }
    }

    private func draw(
        _ times: TimeWords, _ place: MessageColumns.Place, _ row: Int, _ cell: ScreenArea, _ canvas: inout Canvas
    ) {
        var text = times.time(time, before: before)
        if text.utf8.count > place.width { text = String(text.prefix(place.width)) }
        let start = cell.left + place.width - text.utf8.count
        canvas.write(text, Style(.faint), row: row, column: start, in: cell)
    }

    private func drawArrow(_ row: Int, _ cell: ScreenArea, _ canvas: inout Canvas) {
        guard let message else {
            canvas.write("●", Style(.heading), row: row, column: cell.left, in: cell)
            return
        }
        let isClient = message.from == .fromClient
        canvas.write(
            isClient ? "→" : "←", Style(isClient ? .client : .server, .bold), row: row, column: cell.left, in: cell)
    }

    private func drawOpcode(
        _ place: MessageColumns.Place, _ row: Int, _ cell: ScreenArea, _ canvas: inout Canvas
    ) {
        guard let message else { return }
        let isClient = message.from == .fromClient
        let isOdd = message.opcode.isReserved || message.opcode == .continuation
        let role: Role = isOdd ? .warning : message.opcode.isControl ? .control : isClient ? .client : .server
        let word = message.opcode == .continuation ? "cont" : "\(message.opcode)"
        canvas.write(
            place.width < 5 && message.opcode == .binary ? "bin" : word, Style(role), row: row, column: cell.left,
            in: cell)
    }

    private func drawSize(
        _ showsWire: Bool, _ place: MessageColumns.Place, _ row: Int, _ cell: ScreenArea, _ canvas: inout Canvas
    ) {
        guard let message else { return }
        var text = message.length.map { CountWords.bytes($0) } ?? "?"
        if message.isCompressed { text += showsWire ? "/\(CountWords.bytes(message.wireLength))" : "z" }
        let role: Role = message.length == nil ? .warning : .number
        canvas.write(
            text, Style(role), row: row, column: cell.left, width: place.width, alignsRight: true, in: cell)
    }

    private func drawPreview(_ match: String, _ row: Int, _ cell: ScreenArea, _ canvas: inout Canvas) {
        var column = cell.left
        if let message, message.frames != 1 {
            column = canvas.write("×\(message.frames) ", Style(.note), row: row, column: column, in: cell)
        }
        TextPieces.draw(pieces, match: match, row: row, column: column, in: cell, on: &canvas)
    }
}

/// Stretches of text in a row.
enum TextPieces {
    /// Draws them, `match` (in lower case) standing out wherever it occurs.
    @discardableResult
    static func draw(
        _ pieces: [TextPiece], match: String = "", emphasis: Emphasis = [], row: Int, column: Int,
        in area: ScreenArea, on canvas: inout Canvas
    ) -> Int {
        var column = column
        for piece in pieces {
            let start = column
            column = canvas.write(
                piece.text, Style(piece.role, emphasis), row: row, column: column, in: area)
            guard !match.isEmpty else { continue }
            for columns in matches(of: match, in: piece.text) {
                let (first, end) = (start + columns.lowerBound, min(start + columns.upperBound, area.right))
                guard first < end, row >= area.top, row < area.bottom else { continue }
                canvas.restyle(row: row, columns: first..<end) { $0.role = .match }
            }
            if column >= area.right { break }
        }
        return column
    }

    /// The columns of a text, from its beginning, where another occurs, whatever the case of ASCII letters.
    static func matches(of match: String, in text: String) -> [Range<Int>] {
        let wanted = Array(match.utf8)
        let bytes = text.utf8.prefix(4_096).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return [] }
        var found: [Range<Int>] = []
        var place = 0
        while place + wanted.count <= bytes.count, found.count < 64 {
            guard bytes[place] == wanted[0], bytes[place..<place + wanted.count].elementsEqual(wanted) else {
                place += 1
                continue
            }
            let before = String(decoding: text.utf8.prefix(place), as: UTF8.self)
            let inside = String(decoding: text.utf8.dropFirst(place).prefix(wanted.count), as: UTF8.self)
            let start = TextWidth.columns(of: before)
            found.append(start..<start + TextWidth.columns(of: inside))
            place += wanted.count
        }
        return found
    }

    /// Text in lower case as far as it is ASCII.
    static func folded(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
