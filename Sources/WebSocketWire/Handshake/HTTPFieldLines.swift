/// Reads the header lines of a complete head (RFC 9112 section 5), leniently.
struct HTTPFieldLines {
    /// A field whose value may go on in the next line.
    private struct Open {
        let name: String
        var value: ArraySlice<UInt8>
    }

    private(set) var fields: [HTTPField] = []
    private var open: Open?

    /// Reads the lines of `raw` from `start` to the blank one.
    init(_ raw: [UInt8], from start: Int, into findings: inout Findings) {
        fields.reserveCapacity(16)
        var lineStart = start
        while lineStart < raw.count {
            var lineFeed = lineStart
            while lineFeed < raw.count, raw[lineFeed] != UInt8(ascii: "\n") {
                lineFeed += 1
            }
            let line = Self.withoutEnd(raw[lineStart..<lineFeed], into: &findings)
            lineStart = lineFeed + 1
            guard let first = line.first else { break }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                continueField(with: line, into: &findings)
            } else {
                endField(into: &findings)
                beginField(line, into: &findings)
            }
        }
        endField(into: &findings)
    }

    /// The line without its carriage return, or a finding.
    static func withoutEnd(_ line: ArraySlice<UInt8>, into findings: inout Findings) -> ArraySlice<UInt8> {
        guard line.last != UInt8(ascii: "\r") else { return line.dropLast() }
        findings.add(
            HTTPRules.bareLineFeed,
            line.isEmpty ? "the blank line at the end" : "after \(Excerpt(HTTPToken.text(line)).quoted)")
        return line
    }

    private mutating func beginField(_ line: ArraySlice<UInt8>, into findings: inout Findings) {
        var colon = line.startIndex
        var isToken = true
        while colon < line.endIndex, line[colon] != UInt8(ascii: ":") {
            isToken = isToken && HTTPToken.isTokenByte(line[colon])
            colon += 1
        }
        guard colon < line.endIndex else {
            findings.add(HTTPRules.missingColon, Excerpt(HTTPToken.text(line)).quoted)
            return
        }
        let bare = Self.trimmed(line[..<colon])
        let name = HTTPToken.text(bare)
        if bare.endIndex != colon {
            findings.add(HTTPRules.spaceBeforeColon, "after \(Excerpt(name).quoted)")
        }
        if bare.isEmpty || !isToken && !bare.allSatisfy(HTTPToken.isTokenByte) {
            findings.add(HTTPRules.invalidFieldName, Excerpt(name).quoted)
        }
        open = Open(name: name, value: Self.trimmed(line[(colon + 1)...]))
    }

    private mutating func continueField(with line: ArraySlice<UInt8>, into findings: inout Findings) {
        guard var field = open else {
            let rule = fields.isEmpty ? HTTPRules.whitespaceAfterStartLine : HTTPRules.missingColon
            findings.add(rule, Excerpt(HTTPToken.text(line)).quoted)
            return
        }
        findings.add(HTTPRules.lineFolding, "the value of \(Excerpt(field.name).quoted)")
        let more = Self.trimmed(line)
        open = nil
        if !field.value.isEmpty, !more.isEmpty {
            field.value.append(UInt8(ascii: " "))
        }
        field.value.append(contentsOf: more)
        open = field
    }

    private mutating func endField(into findings: inout Findings) {
        guard let field = open else { return }
        open = nil
        var union: UInt8 = 0
        var hasControl = false
        for byte in field.value {
            union |= byte
            hasControl = hasControl || byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7f
        }
        let value = HTTPToken.text(field.value)
        if hasControl {
            findings.add(HTTPRules.controlCharacter, "\(Excerpt(field.name)): \(Excerpt(value))")
        }
        if union >= 0x80 {
            findings.add(HTTPRules.nonASCIIValue, "\(Excerpt(field.name)): \(Excerpt(value))")
        }
        fields.append(HTTPField(field.name, value))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (start, end) = (bytes.startIndex, bytes.endIndex)
        while start < end, isSpace(bytes[start]) {
            start += 1
        }
        while end > start, isSpace(bytes[end - 1]) {
            end -= 1
        }
        return bytes[start..<end]
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
