import Dissection
import Filters
import PayloadViews
import TextScreen

/// A payload's pretty form, with lines folded away.
struct PrettyText {
    /// What the payload can be taken for, the surest first.
    let views: [PayloadView]
    /// Which of them is shown.
    private(set) var choice = 0
    /// Its lines.
    private(set) var lines: [PayloadView.Line] = []
    private var folded: Set<Int> = []

    /// How far it goes: no key may take long.
    static let limits: PayloadView.Limits = {
        var limits = PayloadView.Limits()
        limits.bytes = 131_072
        limits.lines = 1_500
        limits.text = 2_048
        return limits
    }()

    /// The form of a message's payload that fits best.
    init(_ whole: WholeMessage, _ context: PayloadContext) {
        let facts = MessageWords.facts(whole.message, context)
        let head = unsafe whole.payload.span.bytes.extracting(first: min(Self.limits.bytes, whole.payload.count))
        var cut = facts
        if head.byteCount < whole.payload.count { cut.isWhole = false }
        views = PayloadViewer.views(of: head, cut)
        read(whole, facts)
    }

    /// The view that is shown; nil where there is none.
    var view: PayloadView? { choice < views.count ? views[choice] : nil }

    /// Shows the payload as the next thing that it can be taken for.
    mutating func chooseNext(_ whole: WholeMessage, _ context: PayloadContext) {
        guard views.count > 1 else { return }
        choice = (choice + 1) % views.count
        folded.removeAll()
        read(whole, MessageWords.facts(whole.message, context))
    }

    private mutating func read(_ whole: WholeMessage, _ facts: PayloadFacts) {
        guard let view else { return lines = [] }
        lines = unsafe PayloadViewer.lines(
            of: whole.payload.span.bytes, as: view.format, facts, limits: Self.limits)
    }

    /// Whether a line has deeper ones that can be folded under it.
    func isFoldable(_ line: Int) -> Bool {
        line >= 0 && line + 1 < lines.count && lines[line + 1].indent > lines[line].indent
    }

    /// Folds what is under a line, or shows it again; the line that the cursor is on then. Where the line has nothing under it,
    /// that which it lies under is folded.
    mutating func toggle(_ line: Int) -> Int {
        guard let line = isFoldable(line) ? line : parent(of: line) else { return line }
        if folded.remove(line) == nil { folded.insert(line) }
        return line
    }

    /// Folds everything, or shows it again where something is folded.
    mutating func toggleAll() {
        guard folded.isEmpty else { return folded.removeAll() }
        folded = Set(lines.indices.filter { lines[$0].indent > 0 && isFoldable($0) })
        if folded.isEmpty { folded = Set(lines.indices.filter { isFoldable($0) }) }
    }

    /// The line under which another lies.
    func parent(of line: Int) -> Int? {
        guard line > 0, line < lines.count else { return nil }
        return lines[..<line].lastIndex { $0.indent < lines[line].indent }
    }

    /// The lines as rows of a width.
    func rows(width: Int) -> [DetailRow] {
        var wrapping = RowWrapping(width: width)
        var line = 0
        while line < lines.count {
            let text = lines[line]
            var pieces = text.pieces.map { TextPiece($0.text, Self.role($0.role)) }
            let start = line
            line += 1
            if folded.contains(start) {
                while line < lines.count, lines[line].indent > text.indent { line += 1 }
                pieces.append(TextPiece(" … \(CountWords.counted(line - start - 1, "line")) folded", .comment))
            }
            wrapping.add(pieces, indent: min(text.indent, 40) * 2, hanging: 2, line: start)
        }
        return wrapping.rows
    }

    /// The colour of a piece.
    static func role(_ role: PayloadView.Role) -> Role {
        switch role {
        case .name: .name
        case .string: .string
        case .number: .number
        case .word: .word
        case .punctuation: .punctuation
        case .comment: .comment
        case .error: .error
        case .bytes: .bytes
        }
    }

    /// A filter for the member of JSON that a line shows; nil where it shows none.
    func filter(for line: Int) -> String? {
        guard line >= 0, line < lines.count,
            view?.format == .json || view?.format == .jsonRPC || view?.format == .graphQL,
            let path = path(of: line)
        else { return nil }
        let pieces = lines[line].pieces
        guard let value = pieces.last(where: { [.string, .number, .word].contains($0.role) }) else {
            return "json\(path)"
        }
        let text = "json\(path) == \(value.text)"
        return (try? Filter(text)) == nil ? "json\(path)" : text
    }

    /// The path of the value of a line, as it stands behind `json` in a filter.
    private func path(of line: Int) -> String? {
        var steps: [String] = []
        var place = line
        while let parent = parent(of: place) {
            if let name = lines[place].pieces.first(where: { $0.role != .punctuation }), name.role == .name {
                let inside = name.text.dropFirst().dropLast()
                let isPlain = inside.utf8.allSatisfy { Self.isPlain($0) } && !inside.isEmpty
                steps.append(isPlain ? ".\(inside)" : ".\(name.text)")
            } else {
                let siblings = lines[parent + 1..<place].filter { $0.indent == lines[place].indent && !Self.isEnd($0) }
                steps.append("[\(siblings.count)]")
            }
            place = parent
        }
        return steps.isEmpty ? nil : steps.reversed().joined()
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte == 0x5f
    }

    /// Whether a line only ends what one before it began.
    private static func isEnd(_ line: PayloadView.Line) -> Bool {
        guard line.pieces.count == 1, let piece = line.pieces.first else { return false }
        return piece.text == "}" || piece.text == "]"
    }
}

extension Certainty {
    /// How sure it is, in a word.
    var word: String {
        switch self {
        case .certain: "certain"
        case .likely: "likely"
        case .possible: "possible"
        }
    }
}
