import TextScreen

/// A line of text that is typed, with a cursor and a history.
struct TextField: Sendable {
    /// What is typed so far.
    private(set) var text: String.UnicodeScalarView
    /// Where the next character goes, in characters from the beginning.
    private(set) var place: Int
    private let history: [String]
    /// Where one is in the history; its count where one types oneself.
    private var remembered: Int
    private var draft = String.UnicodeScalarView()

    /// Characters that can be typed.
    static let longest = 10_000

    /// A line that begins with a text.
    init(_ text: String = "", history: [String] = []) {
        self.text = text.unicodeScalars
        place = text.unicodeScalars.count
        self.history = history
        remembered = history.count
    }

    /// What is typed so far.
    var string: String { String(text) }

    /// Where the cursor is, in bytes of UTF-8.
    var byteOffset: Int { String(text.prefix(place)).utf8.count }

    /// Takes a key; false where it is none that edits.
    mutating func press(_ key: Key) -> Bool {
        switch key {
        case .character(let scalar): insert(String(Character(scalar)))
        case .backspace, .control("h"): remove(before: 1)
        case .delete: removeNext()
        case .left, .control("b"): place = max(0, place - 1)
        case .right, .control("f"): place = min(text.count, place + 1)
        case .home, .control("a"): place = 0
        case .end, .control("e"): place = text.count
        case .control("u"): remove(before: place)
        case .control("k"): text = String.UnicodeScalarView(text.prefix(place))
        case .control("w"): removeWord()
        case .up, .control("p"): recall(-1)
        case .down, .control("n"): recall(1)
        default: return false
        }
        return true
    }

    /// Adds text where the cursor is; line ends become blanks.
    mutating func insert(_ string: String) {
        let room = Self.longest - text.count
        guard room > 0 else { return }
        let added = string.unicodeScalars.prefix(room).map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }
        text.insert(contentsOf: added, at: text.index(text.startIndex, offsetBy: place))
        place += added.count
    }

    /// Puts a word in the place of a stretch of bytes.
    mutating func replace(_ range: Range<Int>, with word: String) {
        let bytes = Array(String(text).utf8)
        let range = range.clamped(to: 0..<bytes.count)
        let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + word
        text = (before + String(decoding: bytes[range.upperBound...], as: UTF8.self)).unicodeScalars
        place = before.unicodeScalars.count
    }

    private mutating func remove(before count: Int) {
        let count = min(count, place)
        let end = text.index(text.startIndex, offsetBy: place)
        text.removeSubrange(text.index(end, offsetBy: -count)..<end)
        place -= count
    }

    private mutating func removeNext() {
        guard place < text.count else { return }
        text.remove(at: text.index(text.startIndex, offsetBy: place))
    }

    private mutating func removeWord() {
        let before = Array(text.prefix(place))
        var start = before.count
        while start > 0, before[start - 1] == " " { start -= 1 }
        while start > 0, before[start - 1] != " " { start -= 1 }
        remove(before: before.count - start)
    }

    private mutating func recall(_ step: Int) {
        let next = remembered + step
        guard next >= 0, next <= history.count else { return }
        if remembered == history.count { draft = text }
        remembered = next
        text = next == history.count ? draft : history[next].unicodeScalars
        place = text.count
    }

    /// Draws it with the cursor, behind a label; what does not fit is left out on the left.
    func draw(
        label: String, _ style: Style, row: Int, in area: ScreenArea, on canvas: inout Canvas
    ) {
        canvas.fill(row: row, Style(.input), in: area)
        canvas.write(label, Style(.heading), row: row, column: area.left, in: area)
        let (first, start) = shown(behind: label, in: area)
        canvas.write(String(text.dropFirst(first)), style, row: row, column: start, in: area)
        let before = TextWidth.columns(of: String(text.prefix(place).dropFirst(first)))
        canvas.showCursor(row: row, column: min(area.right - 1, start + before))
    }

    /// The columns in which a stretch of bytes is drawn, one at least.
    func columns(of range: Range<Int>, label: String, in area: ScreenArea) -> Range<Int> {
        let (first, start) = shown(behind: label, in: area)
        let bytes = Array(String(text).utf8)
        let hidden = TextWidth.columns(of: String(text.prefix(first)))
        func column(_ byte: Int) -> Int {
            let before = String(decoding: bytes[..<max(0, min(byte, bytes.count))], as: UTF8.self)
            return min(area.right, start + max(0, TextWidth.columns(of: before) - hidden))
        }
        let from = min(column(range.lowerBound), max(area.left, area.right - 1))
        return from..<max(from + 1, column(range.upperBound))
    }

    /// The first character that is drawn, and the column where it is.
    private func shown(behind label: String, in area: ScreenArea) -> (first: Int, start: Int) {
        let start = min(area.right, area.left + TextWidth.columns(of: label))
        let room = max(1, area.right - start - 1)
        var columns = TextWidth.columns(of: String(text.prefix(place)))
        var first = 0
        for scalar in text.prefix(place) {
            guard columns > room else { break }
            columns -= TextWidth.columns(of: String(Character(scalar)))
            first += 1
        }
        return (first, start)
    }
}
