/// Strangers' bytes as text that is safe on a terminal: control characters, and those that change direction or hide,
/// are made visible.
package enum VisibleText {
    /// What becomes of a backslash, with which escapes begin.
    package enum Backslashes {
        /// It is doubled, so that no text looks like an escape.
        case doubled
        /// It stays, in text that has escapes of its own, such as JSON's.
        case kept
    }

    /// Writes bytes that are UTF-8, up to `limit` characters; says whether all of them fitted.
    package static func write<Target: TextTarget & ~Copyable>(
        _ bytes: RawSpan, limit: Int, backslashes: Backslashes = .doubled, to output: inout Target
    ) -> Bool {
        var left = limit
        var at = 0
        while at < bytes.byteCount {
            let run = printableRun(bytes, from: at, limit: left)
            output.write(bytes.extracting(at..<at + run))
            at += run
            left -= run
            guard at < bytes.byteCount else { return true }
            guard left > 0 else { return false }
            let (scalar, length) = scalar(bytes, at: at)
            if isVisible(scalar) || scalar == "\\" && backslashes == .kept {
                if scalar == "\u{fffd}" {
                    output.write("\u{fffd}")
                } else {
                    output.write(bytes.extracting(at..<at + length))
                }
                left -= 1
            } else {
                let text = escaped(scalar)
                guard text.utf8.count <= left else { return false }
                output.write(text: text)
                left -= text.utf8.count
            }
            at += length
        }
        return true
    }

    /// Whether all of the bytes are printable ASCII, so that showing them as text hides nothing.
    package static func isPrintableASCII(_ bytes: RawSpan) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe $0.allSatisfy { $0 >= 0x20 && $0 < 0x7f } }
    }

    /// The text with what is not visible escaped.
    package static func of(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if isVisible(scalar) { result.unicodeScalars.append(scalar) } else { result += escaped(scalar) }
        }
    }

    private static func printableRun(_ bytes: RawSpan, from start: Int, limit: Int) -> Int {
        var at = start
        let end = start + min(bytes.byteCount - start, max(0, limit))
        while at < end {
            let byte = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)
            guard byte >= 0x20, byte < 0x7f, byte != 0x5c else { break }
            at += 1
        }
        return at - start
    }

    /// The character at an offset, and its length; U+FFFD for bytes that are none.
    private static func scalar(_ bytes: RawSpan, at offset: Int) -> (Unicode.Scalar, Int) {
        let first = bytes.byte(offset)
        guard first >= 0x80 else { return (Unicode.Scalar(first), 1) }
        let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
        guard first >= 0xc2, first < 0xf5, offset + length <= bytes.byteCount else { return ("\u{fffd}", 1) }
        var value = UInt32(first) & (0x7f >> UInt32(length))
        for at in offset + 1..<offset + length {
            guard bytes.byte(at) & 0xc0 == 0x80 else { return ("\u{fffd}", 1) }
            value = value << 6 | UInt32(bytes.byte(at) & 0x3f)
        }
        guard length == 2 || value >= (length == 3 ? 0x800 : 0x1_0000), let scalar = Unicode.Scalar(value) else {
            return ("\u{fffd}", 1)
        }
        return (scalar, length)
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x5c, 0x7f..<0xa0, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f,
            0xfeff, 0xfff9...0xfffb, 0xe0000...0xe0fff:
            false
        default: true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: return "\\t"
        case 0x0a: return "\\n"
        case 0x0d: return "\\r"
        case 0x5c: return "\\\\"
        case 0..<0x80:
            let hex = String(scalar.value, radix: 16)
            return "\\x" + (hex.utf8.count < 2 ? "0" : "") + hex
        default: return "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }
}
