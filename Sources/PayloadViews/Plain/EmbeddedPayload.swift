/// Bytes that one format carries for another: drawn as JSON where they look like it, as text where they are text, and
/// in hexadecimal otherwise.
enum EmbeddedPayload {
    /// Draws the bytes at some places.
    static func draw(_ range: Range<Int>, _ bytes: RawSpan, depth: Int, isWhole: Bool, _ lines: inout LineWriter) {
        let inside = bytes.part(range)
        guard inside.byteCount > 0 else { return }
        lines.base += range.lowerBound
        lines.indent += depth
        defer {
            lines.base -= range.lowerBound
            lines.indent -= depth
        }
        if JSONOutline(inside, isWhole: isWhole) != nil {
            JSONLines.draw(inside, isWhole: isWhole, &lines)
        } else if TextPayload.isText(inside, isWhole: isWhole) {
            TextPayload.draw(inside, &lines)
        } else {
            HexPayload.draw(inside, &lines)
        }
    }
}
