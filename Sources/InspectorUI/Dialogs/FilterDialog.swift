import Filters
import TextScreen

/// The line in which the display filter is typed. It says whether it is one, and what may come next.
struct FilterDialog: InspectorDialog {
    private var field: TextField
    /// Why what is typed is no filter; nil where it is one, or nothing.
    private var error: FilterError?
    /// The words that may stand where the cursor is, once they were asked for.
    private var candidates: Candidates?

    private struct Candidates {
        /// What a word takes the place of, in bytes.
        var range: Range<Int>
        let words: [String]
        var chosen: Int?
    }

    /// Words shown at once.
    private static let mostShown = 8

    init(_ shared: Shared) {
        field = TextField(shared.filterText, history: shared.settings.filterHistory)
        judge()
    }

    private mutating func judge() {
        error = nil
        let text = field.string
        guard !text.allSatisfy({ $0 == " " }) else { return }
        do throws(FilterError) {
            _ = try Filter(text)
        } catch {
            self.error = error
        }
    }

    mutating func press(_ key: Key, _ shared: inout Shared) -> DialogOutcome {
        switch key {
        case .escape where candidates != nil: candidates = nil
        case .down where candidates != nil: complete(1)
        case .up where candidates != nil: complete(-1)
        case .enter where candidates?.chosen != nil: takeChosen()
        case .escape, .control("c"): return .closes
        case .enter: return apply(&shared)
        case .tab: complete(1)
        case .backTab: complete(-1)
        default:
            candidates = nil
            if field.press(key) { judge() }
        }
        return .stays
    }

    mutating func paste(_ text: String, _ shared: inout Shared) {
        candidates = nil
        field.insert(text)
        judge()
    }

    private mutating func apply(_ shared: inout Shared) -> DialogOutcome {
        let text = String(field.string.drop { $0 == " " })
        guard error == nil else { return .stays }
        if !text.isEmpty {
            shared.change { $0.filterHistory = InspectorSettings.remembering(text, in: $0.filterHistory) }
        }
        shared.requests.append(.filter(text))
        return .closes
    }

    /// Completes the word at the cursor: as far as all candidates agree, then one after the other.
    private mutating func complete(_ step: Int) {
        if var candidates {
            let count = candidates.words.count
            let next = candidates.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
            candidates.chosen = next
            put(candidates.words[next], &candidates)
            self.candidates = candidates
            return judge()
        }
        let completion = FilterCompletion(field.string, at: field.byteOffset)
        guard let first = completion.candidates.first else { return }
        var found = Candidates(range: completion.range, words: completion.candidates)
        let common = completion.candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if completion.candidates.count == 1 {
            put(first.hasSuffix(".") ? first : first + " ", &found)
        } else {
            if common.utf8.count > completion.range.count { put(common, &found) }
            candidates = found
        }
        judge()
    }

    /// Takes the chosen word; where it is the only one left to say, the next key goes on with the filter.
    private mutating func takeChosen() {
        candidates = nil
        if error == nil { return }
        if !field.string.hasSuffix(".") { field.insert(" ") }
        judge()
    }

    private mutating func put(_ word: String, _ candidates: inout Candidates) {
        field.replace(candidates.range, with: word)
        candidates.range = candidates.range.lowerBound..<candidates.range.lowerBound + word.utf8.count
    }

    private static let label = "Filter: "

    /// The line lies above the hint, so that carets can stand below what is wrong.
    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let role: Role = error == nil ? .inputGood : isUnfinished ? .input : .inputBad
        let row = max(area.top, area.bottom - 2)
        field.draw(label: Self.label, Style(role), row: row, in: area, on: &canvas)
        drawCandidates(area, &canvas)
        guard area.rows > 1 else { return }
        let below = area.bottom - 1
        canvas.fill(row: below, .plain, in: area)
        if let error, !isUnfinished {
            let columns = field.columns(of: error.range, label: Self.label, in: area)
            canvas.write(
                String(repeating: "^", count: columns.count), Style(.error), row: below, column: columns.lowerBound,
                in: area)
            drawProblem(error, area, &canvas)
        } else {
            canvas.write(
                help, Style(.faint), row: below, column: area.left, width: area.columns, alignsRight: false, in: area)
        }
    }

    /// What is wrong and what to do, in the line above; in two where one is not enough.
    private func drawProblem(_ error: FilterError, _ area: ScreenArea, _ canvas: inout Canvas) {
        let words = "\(error.problem): \(error.advice)"
        let lines = TextWidth.columns(of: words) <= area.columns ? [words] : [error.problem, error.advice]
        for (index, line) in lines.enumerated() {
            let row = area.bottom - 2 - lines.count + index
            guard row >= area.top else { continue }
            canvas.fill(row: row, .plain, in: area)
            canvas.write(
                line, Style(.error), row: row, column: area.left, width: area.columns, alignsRight: false, in: area)
        }
    }

    /// Whether what is wrong is only that something is still to come.
    private var isUnfinished: Bool {
        error.map { $0.range.lowerBound >= field.string.utf8.count || $0.range.upperBound >= field.string.utf8.count }
            ?? false
    }

    /// What the field in front of the cursor is, or how one begins.
    private var help: String {
        let before = String(decoding: Array(field.string.utf8).prefix(field.byteOffset), as: UTF8.self)
        let words = before.split { " ()!<>=&|,".contains($0) }
        let named = words.reversed().lazy.compactMap { word in
            Field.named(word) ?? Field.named(word.prefix { $0 != "." && $0 != "[" })
        }.first
        return named.map { "\($0.pattern): \($0.help)" }
            ?? "Tab completes, Up and Down are the history, Enter applies; for example: length > 1k and from == server"
    }

    private func drawCandidates(_ area: ScreenArea, _ canvas: inout Canvas) {
        guard let candidates else { return }
        let rows = min(candidates.words.count, Self.mostShown, max(0, area.rows - 4))
        guard rows > 0 else { return }
        let widest = candidates.words.map { TextWidth.columns(of: $0) }.max() ?? 0
        let box = ScreenArea(
            top: area.bottom - 4 - rows, left: area.left + 8, rows: rows + 2, columns: min(area.columns - 8, widest + 4)
        )
        canvas.box(box)
        let chosen = candidates.chosen ?? 0
        let top = max(0, min(chosen - rows / 2, candidates.words.count - rows))
        for row in 0..<rows {
            let place = top + row
            canvas.write(
                candidates.words[place], Style(.plain, place == candidates.chosen ? .selected : []),
                row: box.top + 1 + row, column: box.left + 2, in: box.inside)
        }
    }
}

extension String {
    /// What both begin with.
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
