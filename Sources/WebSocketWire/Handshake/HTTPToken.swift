/// The words of HTTP headers (RFC 9110 sections 5.6.1 to 5.6.4).
enum HTTPToken {
    /// Whether a byte may stand in a token.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^")...UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default:
            false
        }
    }

    /// Whether `text` is a token: not empty, and of token bytes only.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
    }

    /// Whether two words are the same but for the case of ASCII letters.
    static func equal(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8Span.span, right.utf8Span.span)
        guard left.count == right.count else { return false }
        for index in left.indices where lowered(left[index]) != lowered(right[index]) {
            return false
        }
        return true
    }

    /// The word with its ASCII letters in lower case.
    static func lowered(_ text: String) -> String {
        String(decoding: text.utf8.map(lowered), as: UTF8.self)
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// The elements of a list, without white space around them and without empty ones. A separator inside a quoted
    /// string does not separate.
    static func elements(of text: String, separatedBy separator: UInt8 = UInt8(ascii: ",")) -> [String] {
        parts(of: text, separatedBy: separator).filter { !$0.isEmpty }
    }

    /// As `elements`, with the empty ones.
    static func parts(of text: String, separatedBy separator: UInt8) -> [String] {
        var parts: [String] = []
        let bytes = text.utf8
        var start = bytes.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in bytes.indices {
            let byte = bytes[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                parts.append(trimmed(text[start..<index]))
                start = bytes.index(after: index)
            }
        }
        parts.append(trimmed(text[start...]))
        return parts
    }

    /// The text without spaces and tabs at its ends.
    static func trimmed(_ text: Substring) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }

    /// The text of a header's bytes: UTF-8 where they are, else Latin-1.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.span))
        } catch {
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
    }
}
