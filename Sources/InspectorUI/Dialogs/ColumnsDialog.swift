import TextScreen

/// Chooses and orders the columns of the connections.
struct ColumnsDialog: InspectorDialog {
    private var columns: [(column: ConnectionColumn, isShown: Bool)]
    private var cursor = ListCursor()

    init(_ shared: Shared) {
        let shown = shared.settings.columns
        columns =
            shown.map { ($0, true) } + ConnectionColumn.allCases.filter { !shown.contains($0) }.map { ($0, false) }
        cursor.fit(count: columns.count, height: columns.count)
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch key {
        case .enter:
            let chosen = columns.filter(\.isShown).map(\.column)
            shared.change { $0.columns = chosen.isEmpty ? ConnectionColumn.usual : chosen }
            return .closes
        case .escape, .character("q"): return .closes
        case .character(" "): columns[cursor.row].isShown.toggle()
        case .character("K"), .character("<"): move(-1)
        case .character("J"), .character(">"): move(1)
        default:
            if let action = shared.keys.action(for: key, on: .connections) { _ = cursor.perform(action) }
        }
        return .stays
    }

    private mutating func move(_ step: Int) {
        let place = cursor.row + step
        guard columns.indices.contains(place) else { return }
        columns.swapAt(cursor.row, place)
        cursor.move(to: place)
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let rows = min(area.rows, columns.count + 4)
        let box = ScreenArea(
            top: area.top + (area.rows - rows) / 2, left: area.left + max(0, area.columns - 48) / 2, rows: rows,
            columns: min(48, area.columns))
        canvas.box(box, title: "Columns")
        let (list, foot) = box.inside.split(top: box.rows - 4)
        let top = max(0, min(cursor.row - list.rows / 2, columns.count - list.rows))
        for (row, entry) in columns.dropFirst(top).prefix(list.rows).enumerated() {
            let style = Style(entry.isShown ? .plain : .faint, top + row == cursor.row ? .selected : [])
            canvas.fill(row: list.top + row, style, in: list)
            canvas.write(
                "\(entry.isShown ? "[x]" : "[ ]") \(entry.column.title)", style, row: list.top + row,
                column: list.left + 1, in: list)
        }
        canvas.write(
            "Space shows or hides, J K move it,", Style(.faint), row: foot.top, column: foot.left + 1, in: foot)
        canvas.write("Enter keeps, Esc leaves", Style(.faint), row: foot.top + 1, column: foot.left + 1, in: foot)
    }
}
