/// A value of the part of TOML that the config needs.
enum TOMLValue: Sendable, Hashable {
    case string(String)
    case boolean(Bool)
    case integer(Int)
    case strings([String])
    /// Anything else that TOML has: it is kept, but means nothing here.
    case other
}

extension TOMLValue {
    /// Columns that a list may take in one line.
    private static let widest = 100

    /// How it is written; empty for what means nothing here.
    var text: String {
        switch self {
        case .string(let string): Self.quoted(string)
        case .boolean(let value): value ? "true" : "false"
        case .integer(let number): "\(number)"
        case .strings(let strings): Self.list(strings.map(Self.quoted))
        case .other: ""
        }
    }

    private static func list(_ words: [String]) -> String {
        let line = "[" + words.joined(separator: ", ") + "]"
        guard line.unicodeScalars.count > widest else { return line }
        return "[\n" + words.map { "    \($0),\n" }.joined() + "]"
    }

    /// Text in quotation marks, with escapes where they are needed.
    private static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                text += "\\u" + HexWords.number(UInt64(scalar.value), 4)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
