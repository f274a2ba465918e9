import JSONText

/// What summaries are made of: strangers' text made visible, cut where it is long.
extension TextLine {
    /// Characters of a name or a text that a summary shows.
    static let longestWord = 64

    /// Bytes of escapes that are surely more characters than a summary shows.
    private static let longestEscaped = (longestWord + 1) * 12

    /// Adds text from the payload, cut where it is long.
    mutating func add(_ bytes: RawSpan, limit: Int = TextLine.longestWord) {
        if !VisibleText.write(bytes, limit: limit, to: &self) { write("…") }
    }

    /// Adds text from the payload between quotation marks.
    mutating func quote(_ bytes: RawSpan, limit: Int = TextLine.longestWord) {
        write("\"")
        let isWhole = VisibleText.write(bytes, limit: limit, to: &self)
        write(isWhole ? "\"" : "…\"")
    }

    /// Adds a value of JSON: what a string says, in quotation marks where that is wanted, and others as they are written.
    mutating func add(_ bytes: RawSpan, _ value: JSONOutline.Value, isQuoted: Bool) {
        switch value.kind {
        case .string where value.isEscaped:
            var text: [UInt8] = []
            JSONString.append(bytes.part(value.range.prefix(Self.longestEscaped)), to: &text)
            if isQuoted { unsafe quote(text.span.bytes) } else { unsafe add(text.span.bytes) }
        case .string:
            if isQuoted { quote(bytes.part(value.range)) } else { add(bytes.part(value.range)) }
        case .object: write("{…}")
        case .array: write("[…]")
        case .number, .bool, .null: add(bytes.part(value.range))
        }
    }

    /// Adds a number of bytes, as in `12 bytes`.
    mutating func add(bytes count: Int) {
        write(count)
        write(count == 1 ? " byte" : " bytes")
    }

    /// Adds a byte as `0x` and two hexadecimal digits.
    mutating func add(hex byte: UInt8) {
        write(text: "0x" + Hex.text(byte))
    }
}

/// Numbers in hexadecimal.
enum Hex {
    /// A byte as two digits.
    static func text(_ byte: UInt8) -> String {
        text(UInt64(byte), digits: 2)
    }

    /// A number in as many digits at least.
    static func text(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
