/// The lines of a head, as places in its bytes (RFC 9112 section 5).
struct HeadLines {
    /// A line.
    struct Line {
        /// The field's name; nil for the first line.
        let name: Range<Int>?
        /// The value without white space around it; the whole of the first line.
        let value: Range<Int>
        /// Whether the line goes on with the value of the one before.
        let isContinued: Bool
    }

    private let bytes: [UInt8]
    private var at = 0
    private var name: Range<Int>?
    private var isBehindFirst = false

    /// The lines of a head's bytes.
    init(of bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next line that says something.
    mutating func next() -> Line? {
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: 0x0a) ?? bytes.count
            let line = trimmed(at..<end)
            let isFolded = bytes[at] == 0x20 || bytes[at] == 0x09
            at = end + 1
            guard !line.isEmpty else { continue }
            if !isBehindFirst {
                isBehindFirst = true
                return Line(name: nil, value: line, isContinued: false)
            }
            if isFolded, let name { return Line(name: name, value: line, isContinued: true) }
            guard let colon = bytes[line].firstIndex(of: 0x3a) else { continue }
            let name = trimmed(line.lowerBound..<colon)
            self.name = name
            return Line(name: name, value: trimmed(colon + 1..<line.upperBound), isContinued: false)
        }
        return nil
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
