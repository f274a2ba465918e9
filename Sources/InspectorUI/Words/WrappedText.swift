import TextScreen

/// Text in lines of at most so many columns, parted between words where that is possible.
enum WrappedText {
    static func lines(_ text: String, columns: Int) -> [String] {
        let columns = max(1, columns)
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            var word = String(word)
            var wordWidth = TextWidth.columns(of: word)
            if width > 0, width + 1 + wordWidth > columns {
                lines.append(line)
                (line, width) = ("", 0)
            }
            while wordWidth > columns {
                let piece = prefix(word, columns: columns)
                lines.append(piece)
                word.unicodeScalars.removeFirst(piece.unicodeScalars.count)
                wordWidth = TextWidth.columns(of: word)
            }
            line += (width > 0 ? " " : "") + word
            width += (width > 0 ? 1 : 0) + wordWidth
        }
        lines.append(line)
        return lines
    }

    /// The beginning of a text that fits into so many columns; at least one character.
    private static func prefix(_ text: String, columns: Int) -> String {
        var piece = String.UnicodeScalarView()
        var width = 0
        for scalar in text.unicodeScalars {
            let more = TextWidth.columns(of: String(Character(scalar)))
            if width + more > columns, !piece.isEmpty { break }
            piece.append(scalar)
            width += more
        }
        return String(piece)
    }
}
