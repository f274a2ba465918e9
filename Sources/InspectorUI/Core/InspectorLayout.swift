import TextScreen

/// Where the parts of the interface are.
struct InspectorLayout: Sendable, Hashable {
    /// The bar with the screens' names.
    let tabs: ScreenArea
    /// The screen itself.
    let body: ScreenArea
    /// The status line.
    let status: ScreenArea
    /// The line of keys; nothing where there is no room.
    let keys: ScreenArea

    /// The parts of a screen.
    init(_ size: ScreenSize) {
        let all = ScreenArea(top: 0, left: 0, rows: size.rows, columns: size.columns)
        let (tabs, rest) = all.split(top: 1)
        let (body, bars) = rest.split(top: rest.rows - (size.rows >= 8 ? 2 : 1))
        let (status, keys) = bars.split(top: 1)
        (self.tabs, self.body, self.status, self.keys) = (tabs, body, status, keys)
    }
}

/// The bar with the screens' names and what the present one is about.
struct TitleBar {
    private let present: ScreenKind

    /// The bar of a screen.
    init(_ present: ScreenKind) {
        self.present = present
    }

    /// The names with the columns where they begin: all of them where there is room, else numbers with the present name.
    private func names(columns: Int) -> [(kind: ScreenKind, start: Int, text: String)] {
        let isShort = columns < 100
        var start = 0
        return ScreenKind.allCases.map { kind in
            let text = isShort && kind != present ? " \(kind.rawValue) " : " \(kind.rawValue) \(kind.title) "
            defer { start += text.utf8.count }
            return (kind, start, text)
        }
    }

    /// Draws it.
    func draw(_ area: ScreenArea, about words: String, on canvas: inout Canvas) {
        canvas.fill(row: area.top, Style(.bar), in: area)
        var end = area.left
        for (kind, start, text) in names(columns: area.columns) {
            let style = kind == present ? Style(.bar, [.bold, .reversed]) : Style(.bar)
            end = canvas.write(text, style, row: area.top, column: area.left + start, in: area)
        }
        let room = area.right - end - 1
        guard room > 3 else { return }
        canvas.write(
            words, Style(.bar), row: area.top, column: end + 1, width: room, alignsRight: true, in: area)
    }

    /// The screen whose name is at a column of a line of so many columns.
    func screen(at column: Int, columns: Int) -> ScreenKind? {
        names(columns: columns).first { $0.start..<$0.start + $0.text.utf8.count ~= column }?.kind
    }
}

/// The line of keys that do something here.
struct KeyBar {
    private let bindings: [KeyBinding]

    /// The line of a screen's keys.
    init(_ bindings: [KeyBinding]) {
        self.bindings = bindings.filter { !$0.word.isEmpty }
    }

    /// Draws as many as there is room for, help last.
    func draw(_ area: ScreenArea, on canvas: inout Canvas) {
        guard area.rows > 0 else { return }
        canvas.fill(row: area.top, .plain, in: area)
        guard let help = bindings.first(where: { $0.action == .help }) else { return }
        let helpWidth = TextWidth.columns(of: help.keys[0].name + help.word) + 2
        var column = area.left
        for binding in bindings where binding.action != .help {
            let width = TextWidth.columns(of: binding.keys[0].name + binding.word) + 2
            guard column + width + helpWidth <= area.right else { break }
            column = draw(binding, column, area, &canvas)
        }
        _ = draw(help, column, area, &canvas)
    }

    private func draw(_ binding: KeyBinding, _ column: Int, _ area: ScreenArea, _ canvas: inout Canvas) -> Int {
        let end = canvas.write(binding.keys[0].name, Style(.key), row: area.top, column: column, in: area)
        return canvas.write(" \(binding.word)", Style(.faint), row: area.top, column: end, in: area) + 1
    }
}
