import JSONText

/// Values as they stand in Zeek's ASCII logs. What is no printable ASCII is `\xNN`, and so are a backslash, which would
/// otherwise be read as the beginning of one, a comma in an element of a vector, and the first byte of a text that would
/// be read as an unset or an empty field.
enum ZeekText {
    /// Writes a text; `-` where there is none.
    static func write(_ text: String?, to output: inout TextOutput) {
        guard let text else { return output.write("-") }
        write(Array(text.utf8), isElement: false, to: &output)
    }

    /// Writes bytes.
    static func write(_ bytes: [UInt8], to output: inout TextOutput) {
        write(bytes, isElement: false, to: &output)
    }

    /// Writes a vector; `-` where there is none.
    static func write(vector elements: [String]?, to output: inout TextOutput) {
        guard let elements else { return output.write("-") }
        if elements.isEmpty { output.write("(empty)") }
        for (index, element) in elements.enumerated() {
            if index > 0 { output.write(byte: 0x2c) }
            write(Array(element.utf8), isElement: true, to: &output)
        }
    }

    private static func write(_ bytes: [UInt8], isElement: Bool, to output: inout TextOutput) {
        guard !bytes.isEmpty else { return output.write("(empty)") }
        let isReserved = bytes.elementsEqual("-".utf8) || bytes.elementsEqual("(empty)".utf8)
        for (index, byte) in bytes.enumerated() {
            let isPlain = byte >= 0x20 && byte < 0x7f && byte != 0x5c && !(isElement && byte == 0x2c)
            if isPlain, !(isReserved && index == 0) {
                output.write(byte: byte)
            } else {
                output.write("\\x")
                output.write(byte: HexText.digit(byte >> 4))
                output.write(byte: HexText.digit(byte & 0xf))
            }
        }
    }

    /// A target as Zeek tells it: its percent-encoded bytes decoded.
    static func decoded(target: String) -> [UInt8] {
        let bytes = Array(target.utf8)
        var decoded: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x25, at + 2 < bytes.count, let high = value(bytes[at + 1]), let low = value(bytes[at + 2])
            {
                decoded.append(high << 4 | low)
                at += 3
            } else {
                decoded.append(bytes[at])
                at += 1
            }
        }
        return decoded
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    /// A host as Zeek tells it: without its port.
    static func withoutPort(_ host: String) -> String {
        let digits = host.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
        let rest = host.utf8.dropLast(digits)
        guard digits > 0, rest.last == 0x3a, let name = String(rest.dropLast()) else { return host }
        return name
    }
}
