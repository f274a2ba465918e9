import TextScreen

/// A payload as text: lines with their numbers. Bytes that are no UTF-8 are shown as what they are.
enum PlainText {
    /// Bytes that are shown, and rows.
    static let mostBytes = 131_072
    private static let mostRows = 6_000

    /// The rows of a payload, in a width.
    static func rows(_ payload: [UInt8], length: UInt64, width: Int) -> [DetailRow] {
        let bytes = payload.prefix(mostBytes)
        let lineCount = bytes.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
        let digits = String(lineCount).utf8.count
        var wrapping = RowWrapping(width: width)
        var start = bytes.startIndex
        var number = 1
        while start < bytes.endIndex, wrapping.rows.count < mostRows {
            let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.endIndex
            let label = String(number)
            let blanks = String(repeating: " ", count: digits - label.utf8.count)
            // One line may be all there is: it is looked at only as far as rows are shown.
            let line = bytes[start..<end].prefix((mostRows - wrapping.rows.count) * max(4, width))
            wrapping.add(
                [TextPiece("\(blanks)\(label) ", .faint)] + pieces(line), hanging: digits + 1, line: number - 1)
            start = end == bytes.endIndex ? end : end + 1
            number += 1
        }
        var rows = wrapping.rows
        if start < bytes.endIndex || UInt64(bytes.count) < length {
            let shown = CountWords.bytes(UInt64(start - bytes.startIndex))
            rows.append(DetailRow("… first \(shown) of \(CountWords.bytes(length)) bytes shown", .comment))
        }
        if rows.isEmpty { rows.append(DetailRow("empty", .faint)) }
        return rows
    }

    /// A line as text, with bytes that are no UTF-8 as `\xff`.
    static func pieces(_ bytes: ArraySlice<UInt8>) -> [TextPiece] {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            let text = bytes.last == 0x0d ? bytes.dropLast() : bytes
            return [TextPiece(String(decoding: text, as: UTF8.self), .plain)]
        }
        var pieces: [TextPiece] = []
        var start = bytes.startIndex
        while start < bytes.endIndex {
            var place = start
            while place < bytes.endIndex, case let length = scalarLength(bytes, at: place), length > 0 {
                place += length
            }
            if start < place { pieces.append(TextPiece(String(decoding: bytes[start..<place], as: UTF8.self))) }
            start = place
            while place < bytes.endIndex, scalarLength(bytes, at: place) == 0 { place += 1 }
            if start < place { pieces.append(TextPiece(escaped(bytes[start..<place]), .error)) }
            start = place
        }
        return pieces
    }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 4)
        for byte in bytes {
            text.append(contentsOf: [0x5c, 0x78])
            for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Bytes of the character at a place; 0 where there is none (RFC 3629 section 4).
    private static func scalarLength(_ bytes: ArraySlice<UInt8>, at place: Int) -> Int {
        let first = bytes[place]
        if first < 0x80 { return 1 }
        let length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
        guard length > 0, place + length <= bytes.endIndex else { return 0 }
        for at in place + 1..<place + length where bytes[at] & 0xc0 != 0x80 { return 0 }
        let second = bytes[place + 1]
        switch first {
        case 0xe0 where second < 0xa0, 0xed where second > 0x9f, 0xf0 where second < 0x90, 0xf4 where second > 0x8f:
            return 0
        default: return length
        }
    }
}
