import TextScreen

/// Bytes as people write them.
enum HexWords {
    private static let digits = Array("0123456789abcdef".unicodeScalars)

    /// Columns that a row of sixteen bytes takes.
    static let leastColumns = 75

    /// Bytes in rows that fit into fewer columns.
    static func rows(_ bytes: ArraySlice<UInt8>, width: Int) -> [DetailRow] {
        let count = width >= 4 + 8 * 4 + 2 ? 8 : 4
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: count).map { start in
            let row = bytes[start..<min(start + count, bytes.endIndex)]
            let hex = row.map { byte($0) }.joined(separator: " ")
            let blanks = String(repeating: " ", count: count * 3 - 1 - hex.utf8.count)
            return DetailRow([
                TextPiece(number(UInt64(start), 4) + " ", .comment), TextPiece(hex + blanks + " ", .bytes),
                TextPiece(ascii(row), .string),
            ])
        }
    }

    /// A byte in two digits.
    static func byte(_ byte: UInt8) -> String {
        var text = String.UnicodeScalarView()
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
        return String(text)
    }

    /// A number in so many digits at least.
    static func number(_ number: UInt64, _ count: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    /// Printable ASCII as it is, and a point for the rest.
    static func ascii(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(byte >= 0x20 && byte < 0x7f ? Unicode.Scalar(byte) : ".") }
        return String(text)
    }

    /// The lowest `count` bits of a number, with points for those outside of `shown`, in groups of four.
    static func bits(_ byte: UInt8, shown: UInt8) -> String {
        var text = ""
        for place in 0..<8 {
            if place == 4 { text += " " }
            let bit = UInt8(0x80) >> UInt8(place)
            text += shown & bit == 0 ? "." : byte & bit == 0 ? "0" : "1"
        }
        return text
    }
}
