import TextScreen

/// Asks what is to be exported, in which format and where to, and shows how it goes.
struct ExportDialog: InspectorDialog {
    /// The parts between which Tab goes.
    private enum Part: Int, CaseIterable {
        case extent, format, path
    }

    /// Where the export stands.
    private enum State: Hashable {
        /// It is being put together.
        case asking
        /// There is a file of that name already.
        case replacing
        /// It goes on.
        case writing(done: UInt64, of: UInt64)
        /// It could not be written.
        case failed(String)
    }

    /// What can be exported, and what it is called.
    private let choices: [(extent: ExportRequest.Extent, title: String)]
    private var choice: Int
    private var format = ExportFormat.jsonl
    private var path: TextField
    /// Whether the path is the user's own, and not made of the format.
    private var isOwnPath = false
    private var part = Part.extent
    private var state = State.asking

    private static let stem = "wscope-export"

    /// An export of what a screen is about. What was marked is thought of first, then what is shown.
    init(_ target: ScreenTarget, isAboutMessages: Bool, _ shared: Shared) {
        var choices: [(extent: ExportRequest.Extent, title: String)] = []
        let marks = shared.marks
        if !marks.messages.isEmpty || !marks.connections.isEmpty {
            choices.append(
                (
                    .marked(messages: marks.messages.sorted(), connections: marks.connections.sorted()),
                    "marked: \(CountWords.counted(marks.messages.count, "message")), "
                        + CountWords.counted(marks.connections.count, "connection")
                ))
        }
        let shown = isAboutMessages ? target.connections : []
        if !shared.filterText.isEmpty || !shown.isEmpty {
            let words = [
                shared.filterText.isEmpty ? nil : shared.filterText,
                shown.isEmpty ? nil : "connection " + shown.prefix(5).map(String.init).joined(separator: ", "),
            ].compactMap { $0 }
            choices.append(
                (.shown(filter: shared.filterText, connections: shown), "shown: " + words.joined(separator: "; ")))
        }
        choices.append((.all, "all: \(CountWords.long(UInt64(max(0, shared.session.messageCount)))) messages"))
        if let message = target.message {
            choices.append((.marked(messages: [message], connections: []), "this message"))
        } else if target.connections.count == 1 {
            choices.append((.shown(filter: "", connections: target.connections), "this connection"))
        }
        self.choices = choices
        choice = 0
        path = TextField("\(Self.stem).\(ExportFormat.jsonl.ending)")
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch state {
        case .writing:
            if key == .escape || key == .control("c") { shared.requests.append(.effect(.cancelExport)) }
            return .stays
        case .replacing:
            state = .asking
            if key == .character("y") || key == .character("Y") { write(replaces: true, &shared) }
            return .stays
        case .asking, .failed: return edit(key, &shared)
        }
    }

    private mutating func edit(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch key {
        case .escape, .control("c"): return .closes
        case .enter: write(replaces: false, &shared)
        case .tab: go(1)
        case .backTab: go(-1)
        case .down: go(1)
        case .up: go(-1)
        case .left where part != .path: turn(-1)
        case .right where part != .path: turn(1)
        case .character(" ") where part != .path: turn(1)
        default:
            type(key)
        }
        return .stays
    }

    /// Typing goes into the path, wherever one is; it takes the place of a name that nobody has chosen.
    private mutating func type(_ key: Key) {
        let isElsewhere = part != .path
        var edited = path
        if case .character = key, isElsewhere, !isOwnPath { edited = TextField() }
        guard edited.press(key) else { return }
        let before = path.string
        (path, part, state) = (edited, .path, .asking)
        if path.string != before { takePath() }
    }

    mutating func paste(_ text: String, _ shared: inout Shared) {
        part = .path
        path.insert(text)
        takePath()
    }

    private mutating func go(_ step: Int) {
        let all = Part.allCases
        part = all[(part.rawValue + step + all.count) % all.count]
    }

    private mutating func turn(_ step: Int) {
        if part == .extent {
            choice = (choice + step + choices.count) % choices.count
        } else {
            let all = ExportFormat.allCases
            format = all[((all.firstIndex(of: format) ?? 0) + step + all.count) % all.count]
            if !isOwnPath { path = TextField("\(Self.stem).\(format.ending)") } else { changeEnding() }
        }
    }

    /// Takes note of a path that was typed: an ending that stands for a format chooses it.
    private mutating func takePath() {
        isOwnPath = true
        let text = path.string
        guard let dot = text.lastIndex(of: "."), !text[dot...].contains("/") else { return }
        let ending = text[text.index(after: dot)...]
        if let format = ExportFormat.allCases.first(where: { $0.ending == ending }) { self.format = format }
    }

    private mutating func changeEnding() {
        let text = path.string
        guard let dot = text.lastIndex(of: "."), !text[dot...].contains("/"),
            ExportFormat.allCases.contains(where: { $0.ending == text[text.index(after: dot)...] })
        else { return }
        path = TextField(text[..<dot] + ".\(format.ending)")
    }

    private mutating func write(replaces: Bool, _ shared: inout Shared) {
        guard !path.string.isEmpty else {
            state = .failed("name a file")
            return
        }
        state = .writing(done: 0, of: 0)
        shared.requests.append(
            .effect(
                .export(
                    ExportRequest(
                        extent: choices[choice].extent, format: format, path: path.string, replaces: replaces))))
    }

    mutating func take(_ report: ExportReport, _ shared: inout Shared) -> DialogOutcome {
        switch report {
        case .progress(let done, let all): state = .writing(done: done, of: all)
        case .exists: state = .replacing
        case .failed(let words): state = .failed(words)
        case .done, .cancelled: return .closes
        }
        return .stays
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let box = ScreenArea(
            top: area.top + max(0, area.rows - 9) / 2, left: area.left + max(0, area.columns - 70) / 2,
            rows: min(9, area.rows), columns: min(70, area.columns))
        canvas.box(box, title: "Export")
        let inside = ScreenArea(
            top: box.top + 1, left: box.left + 2, rows: box.rows - 2, columns: box.columns - 4)
        draw(.extent, "What", "‹ \(choices[choice].title) ›", inside.top, inside, &canvas)
        draw(.format, "Format", "‹ \(format.title) ›", inside.top + 1, inside, &canvas)
        if part == .path, state == .asking {
            let (label, rest) = inside.split(left: 8)
            canvas.write("Path", Style(.heading), row: inside.top + 2, column: label.left, in: label)
            path.draw(label: "", Style(.input), row: inside.top + 2, in: rest, on: &canvas)
        } else {
            draw(.path, "Path", path.string, inside.top + 2, inside, &canvas)
        }
        let (words, role) = footer
        for (index, line) in Self.wrapped(words, inside.columns).prefix(2).enumerated() {
            canvas.write(
                line, Style(role), row: inside.top + (inside.rows < 7 ? 3 : 4) + index, column: inside.left,
                width: inside.columns,
                alignsRight: false, in: inside)
        }
        canvas.write(
            "Enter writes, Tab goes on, left and right choose, Esc leaves", Style(.faint), row: inside.top + 6,
            column: inside.left, width: inside.columns, alignsRight: false, in: inside)
    }

    /// Words in two lines; what is too long for them is cut where it is drawn.
    private static func wrapped(_ words: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in words.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if lines.count < 2, TextWidth.columns(of: line) + TextWidth.columns(of: String(word)) >= width {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] += " \(word)"
            }
        }
        return lines
    }

    private var footer: (words: String, role: Role) {
        switch state {
        case .asking: ("", .plain)
        case .replacing: ("There is a file of that name. Replace it? y / n", .warning)
        case .writing(let done, let all):
            all > 0 ? ("writing: \(done * 100 / all)% (Esc gives up)", .note) : ("writing (Esc gives up)", .note)
        case .failed(let words): (words, .error)
        }
    }

    private func draw(
        _ part: Part, _ label: String, _ value: String, _ row: Int, _ area: ScreenArea, _ canvas: inout Canvas
    ) {
        let (left, right) = area.split(left: 8)
        canvas.write(label, Style(.heading), row: row, column: left.left, in: left)
        let style = Style(.plain, self.part == part ? .selected : [])
        canvas.fill(row: row, style, in: right)
        canvas.write(
            value, style, row: row, column: right.left, width: right.columns, alignsRight: false, in: right)
    }
}
