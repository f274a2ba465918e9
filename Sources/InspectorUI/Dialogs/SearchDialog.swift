import TextScreen

/// The line in which a text to search for is typed.
struct SearchDialog: InspectorDialog {
    private var field: TextField

    init(_ shared: Shared) {
        field = TextField(history: shared.settings.searchHistory)
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch key {
        case .escape, .control("c"): return .closes
        case .enter:
            let text = field.string
            guard !text.isEmpty else { return .closes }
            shared.change { $0.searchHistory = InspectorSettings.remembering(text, in: $0.searchHistory) }
            shared.requests.append(.search(text))
            return .closes
        default:
            _ = field.press(key)
            return .stays
        }
    }

    mutating func paste(_ text: String, _ shared: inout Shared) {
        field.insert(text)
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        field.draw(label: "Search: ", Style(.input), row: area.bottom - 1, in: area, on: &canvas)
    }
}

extension InspectorSettings {
    /// A history with a text as its latest, each text once.
    static func remembering(_ text: String, in history: [String]) -> [String] {
        Array((history.filter { $0 != text } + [text]).suffix(longestHistory))
    }
}
