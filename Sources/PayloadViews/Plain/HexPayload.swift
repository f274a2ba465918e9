import JSONText

/// Bytes in rows of sixteen: where they are, in hexadecimal, and as ASCII.
enum HexPayload {
    private static let width = 16

    /// Says what the bytes begin with.
    static func summarise(_ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine) -> Recognition? {
        let shown = min(bytes.byteCount, 16)
        for place in 0..<shown {
            if place > 0 { text.write(" ") }
            text.write(text: Hex.text(bytes.byte(place) ?? 0))
        }
        if shown < bytes.byteCount {
            text.write(" … ")
            text.write(bytes.byteCount - shown)
            text.write(" more")
        }
        return Recognition(facts.kind == .text ? .possible : .likely, "any bytes can be shown in hexadecimal")
    }

    /// Draws rows of bytes.
    static func draw(_ bytes: RawSpan, _ lines: inout LineWriter) {
        let view = bytes.part(0..<lines.limits.bytes)
        let digits = view.byteCount > 0x1_0000 ? 8 : 4
        for start in stride(from: 0, to: view.byteCount, by: width) {
            let end = min(start + width, view.byteCount)
            lines.line(0, start..<end)
            guard !lines.isFull else { continue }
            lines.add(.comment, Hex.text(UInt64(start), digits: digits) + "  ")
            var row = ""
            var ascii = ""
            for place in start..<start + width {
                if place == start + width / 2 { row += " " }
                guard place < end, let byte = view.byte(place) else {
                    row += "   "
                    continue
                }
                row += Hex.text(byte) + " "
                ascii.unicodeScalars.append(byte >= 0x20 && byte < 0x7f ? Unicode.Scalar(byte) : ".")
            }
            lines.add(.bytes, row)
            lines.add(.string, " " + ascii)
        }
    }
}
