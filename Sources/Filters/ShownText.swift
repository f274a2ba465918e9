/// Text from outside as a terminal may show it: what would not be seen, or would move things, is escaped.
enum ShownText {
    /// A character as it is shown, and the columns that takes.
    static func shown(_ character: Unicode.Scalar) -> (text: String, columns: Int) {
        switch character {
        case "\n": return ("\\n", 2)
        case "\t": return ("\\t", 2)
        default: break
        }
        switch character.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            let text = "\\u{" + String(character.value, radix: 16) + "}"
            return (text, text.utf8.count)
        case .nonspacingMark, .enclosingMark: return (String(character), 0)
        default: return (String(character), isWide(character) ? 2 : 1)
        }
    }

    /// The text with what would not be seen escaped, cut behind so many characters.
    static func escaped(_ text: String, atMost limit: Int) -> String {
        let characters = text.unicodeScalars
        return characters.prefix(limit).map { shown($0).text }.joined() + (characters.count > limit ? "…" : "")
    }

    /// Whether a character takes two columns of a terminal.
    private static func isWide(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
