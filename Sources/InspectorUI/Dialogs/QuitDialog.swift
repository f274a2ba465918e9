import TextScreen

/// Asks whether the program is to end.
struct QuitDialog: InspectorDialog {
    private let lines: [String]

    init(_ shared: Shared) {
        var lines = ["Quit wscope?"]
        if shared.status.isLive, !shared.status.isEnded { lines.append("Traffic is still being recorded.") }
        if shared.status.isTemporary {
            lines.append("The session is deleted; \(shared.keys.keyName(of: .export)) saves it.")
        }
        lines.append("y quits, n stays")
        self.lines = lines
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch key {
        case .character("y"), .character("Y"), .character("q"), .character("Q"), .enter, .control("c"):
            shared.requests.append(.effect(.quit))
            return .closes
        case .character("n"), .character("N"), .escape: return .closes
        default:
            guard shared.keys.action(for: key, on: .connections) == .export else { return .stays }
            shared.requests.append(.dialog(.export))
            return .closes
        }
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let widest = lines.map { TextWidth.columns(of: $0) }.max() ?? 0
        let columns = min(area.columns, widest + 4)
        let rows = min(area.rows, lines.count + 2)
        let box = ScreenArea(
            top: area.top + (area.rows - rows) / 2, left: area.left + (area.columns - columns) / 2,
            rows: rows, columns: columns)
        canvas.box(box, title: "Quit")
        for (index, line) in lines.enumerated() {
            let style = index == 0 ? Style(.plain, .bold) : Style(index == lines.count - 1 ? .faint : .warning)
            canvas.write(line, style, row: box.top + 1 + index, column: box.left + 2, in: box.inside)
        }
    }
}
