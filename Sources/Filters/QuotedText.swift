/// Text in quotation marks, as filters write it: `\"`, `\\`, `\n`, `\t` and `\xNN` stand for a quotation mark, a backslash,
/// a line feed, a tab and any byte.
enum QuotedText {
    /// The bytes that a quoted text stands for.
    static func decode(_ quoted: FilterCursor.Quoted) throws(FilterProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = quoted.content
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            let place = rest.startIndex - 1
            switch rest.popFirst() {
            case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "n"): bytes.append(0x0a)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "x"):
                guard rest.count >= 2, let value = hexByte(rest.prefix(2)) else {
                    throw FilterProblem(
                        place..<place + 2, "two hexadecimal digits are missing behind `\\x`",
                        "write `\\x0a`, or `\\\\` for a backslash")
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default:
                throw FilterProblem(
                    place..<min(place + 2, rest.endIndex), "this is no escape",
                    "write `\\\\` for a backslash; there are \\\" \\\\ \\n \\t \\xNN")
            }
        }
        return bytes
    }

    /// A regular expression: all but `\"` is left to PCRE2.
    static func pattern(_ quoted: FilterCursor.Quoted) throws(FilterProblem) -> String {
        var bytes: [UInt8] = []
        var rest = quoted.content
        while let byte = rest.popFirst() {
            guard byte >= 0x20 else {
                let place = rest.startIndex - 1
                throw FilterProblem(
                    place..<place + 1, "a control character stands in the pattern", "write `\\n`, `\\t` or `\\xNN`")
            }
            if byte == UInt8(ascii: "\\"), let next = rest.first, next >= 0x20 {
                rest.removeFirst()
                if next != UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(next)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        digits.allSatisfy(isHexDigit) ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    }

    /// Whether a byte is a hexadecimal digit.
    static func isHexDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
    }

    /// Bytes in quotation marks, for `decode` to read them again. Where they are no UTF-8, only ASCII stands as it is.
    static func quoted(_ bytes: [UInt8]) -> String {
        let isText = isText(bytes)
        var text: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0x0a: text += Array("\\n".utf8)
            case 0x09: text += Array("\\t".utf8)
            case 0..<0x20, 0x7f: text += Array(hex(byte).utf8)
            case 0x80... where !isText: text += Array(hex(byte).utf8)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
        return String(decoding: text, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    /// Whether bytes are UTF-8.
    static func isText(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }

    /// A regular expression in quotation marks, for `pattern` to read it again.
    static func quoted(pattern: String) -> String {
        var text = "\""
        var isEscaped = false
        for character in pattern.unicodeScalars {
            if character == "\"", !isEscaped { text += "\\" }
            text.unicodeScalars.append(character)
            isEscaped = !isEscaped && character == "\\"
        }
        return text + "\""
    }
}
