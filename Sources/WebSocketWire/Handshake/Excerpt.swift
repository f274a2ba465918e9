/// A stranger's text as it may stand in a sentence: short, on one line, and without anything that a terminal obeys.
struct Excerpt: CustomStringConvertible {
    /// How many characters are shown before the rest becomes `…`.
    static let limit = 80

    let description: String

    init(_ text: String) {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(Self.limit) {
            Self.append(scalar, to: &shown)
        }
        if text.unicodeScalars.dropFirst(Self.limit).first != nil {
            shown += "…"
        }
        description = shown
    }

    /// The excerpt between quotation marks.
    var quoted: String { "\"\(description)\"" }

    private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
        if scalar.value >= 0x20, scalar.value < 0x7f {
            shown += scalar == "\\" ? "\\\\" : String(scalar)
            return
        }
        switch scalar.properties.generalCategory {
        case .control:
            let hex = String(scalar.value, radix: 16)
            shown += hex.utf8.count == 1 ? "\\x0\(hex)" : "\\x\(hex)"
        case .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
}
