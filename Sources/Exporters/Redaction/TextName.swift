import ByteStreams

/// The name before a colon or an equals sign in text.
struct TextName {
    /// Where it stands.
    let range: Range<Int>
    /// Whether nothing but white space and marks of a list stand before it on its line.
    let isAtLineStart: Bool

    private static let mostBlanks = 8

    /// The name that ends before a sign, within blanks and single quotation marks; nil where there is none.
    init?(_ text: RawSpan, before sign: Int) {
        var end = sign
        while end > 0, sign - end < Self.mostBlanks, Self.isBlank(text.byte(at: end - 1)) { end -= 1 }
        var isQuoted = false
        if end > 0, case let mark = text.byte(at: end - 1), mark == 0x27 || mark == 0x60 || mark == 0x5d {
            isQuoted = mark != 0x5d
            end -= 1
            // `a['name']`
            if !isQuoted, end > 0, text.byte(at: end - 1) == 0x27 { end -= 1 }
        }
        var start = end
        while start > 0, end - start < 3 * RedactionRules.longestName, Self.isOfWritten(text.byte(at: start - 1)) {
            start -= 1
        }
        guard start < end else { return nil }
        range = start..<end
        var line = start
        if isQuoted, line > 0 { line -= 1 }
        while line > 0, start - line < Self.mostBlanks, Self.isBlankOrMark(text.byte(at: line - 1)) { line -= 1 }
        isAtLineStart = line == 0 || text.byte(at: line - 1) == 0x0a || text.byte(at: line - 1) == 0x0d
    }

    /// The name in its plain form.
    func plain(in text: RawSpan) -> [UInt8] {
        let name = text.extracting(range)
        var isPlain = true
        for index in 0..<name.byteCount where name.byte(at: index) == 0x25 { isPlain = false }
        guard !isPlain else { return RedactionRules.plainBytes(name) }
        return RedactionRules.plainBytes(AddressSecrets.decoded(name.copied[...]))
    }

    /// Whether a byte is one of a word of base64url, or of a character beyond ASCII.
    static func isOfName(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2d || byte == 0x5f || byte >= 0x80
    }

    /// Whether a byte is one of an address's scheme (RFC 3986 section 3.1).
    static func isOfScheme(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2b || byte == 0x2d || byte == 0x2e
    }

    private static func isOfWritten(_ byte: UInt8) -> Bool { isOfName(byte) || byte == 0x25 }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isBlankOrMark(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == 0x2d || byte == 0x2a || byte == 0x3e || byte == 0x3c || byte == 0x23
    }
}
