import ByteStreams

/// The value behind a name in text, and how far it reaches: to the closing quotation mark or bracket where it begins with
/// one; to the end of the line where its name begins that and no other value follows; otherwise to white space, a
/// quotation mark or `<`, and behind an equals sign to `&` or `;`. The name of an authentication scheme before it is no part of it.
struct TextValue {
    private let start: Int
    private let sign: UInt8
    private let isAtLineStart: Bool

    /// The value behind a colon or an equals sign; `=>` is taken for one.
    init(_ text: RawSpan, behind sign: Int, isAtLineStart: Bool) {
        self.sign = text.byte(at: sign)
        self.isAtLineStart = isAtLineStart
        var at = sign + 1
        if self.sign == 0x3d, at < text.byteCount, text.byte(at: at) == 0x3e { at += 1 }
        start = Self.skipBlanks(text, from: at)
    }

    /// Takes the value; says where it ends.
    func take(_ text: RawSpan, into secrets: inout [Secret]) -> Int {
        var quote = start
        while quote < text.byteCount, text.byte(at: quote) == 0x5c { quote += 1 }
        guard quote < text.byteCount else { return quote }
        switch text.byte(at: quote) {
        case 0x22, 0x27, 0x60: return quoted(text, quote, into: &secrets)
        case 0x7b, 0x5b: return bracketed(text, into: &secrets)
        case 0x3d where sign == 0x3d: return start
        default: return bare(text, into: &secrets)
        }
    }

    private func quoted(_ text: RawSpan, _ quote: Int, into secrets: inout [Secret]) -> Int {
        let mark = text.byte(at: quote)
        let begin = quote + 1
        var at = begin
        while at < text.byteCount, text.byte(at: at) != mark {
            // A quotation mark that has a backslash before it, as the first one has not, is inside.
            at += text.byte(at: at) == 0x5c && quote == start ? 2 : 1
        }
        // One that is never closed is an apostrophe, or cut.
        let end = at < text.byteCount ? at : Self.lineEnd(text, from: begin)
        Self.take(text, Self.behindScheme(text, begin)..<end, .json, into: &secrets)
        return end + 1
    }

    private func bracketed(_ text: RawSpan, into secrets: inout [Secret]) -> Int {
        var depth = 0
        var at = start
        while at < text.byteCount {
            switch text.byte(at: at) {
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d: depth -= 1
            default: break
            }
            at += 1
            if depth == 0 { break }
        }
        Self.take(text, start..<at, .json, into: &secrets)
        return at
    }

    private func bare(_ text: RawSpan, into secrets: inout [Secret]) -> Int {
        let begin = Self.behindScheme(text, start)
        let end = isAtLineStart ? restOfLine(text, from: begin) : valueEnd(text, from: begin)
        let value = text.extracting(begin..<max(begin, end))
        let isNothing = ["null", "true", "false", "undefined"].contains { (word: StaticString) in
            value.byteCount == word.utf8CodeUnitCount && value.begins(word)
        }
        if !isNothing { Self.take(text, begin..<max(begin, end), sign == 0x3d ? .url : .plain, into: &secrets) }
        return max(begin, end)
    }

    /// The end of the line, or of the value where another name and value follow.
    private func restOfLine(_ text: RawSpan, from begin: Int) -> Int {
        let end = Self.lineEnd(text, from: begin)
        var at = begin
        while at < end {
            if sign == 0x3d, text.byte(at: at) == 0x3d || text.byte(at: at) == 0x26 {
                return valueEnd(text, from: begin)
            }
            at += 1
        }
        return at
    }

    /// Adds the secret at a place where there is one. Backslashes keep what stands behind them.
    static func take(
        _ text: RawSpan, _ range: Range<Int>, _ notation: Pseudonyms.Notation, into secrets: inout [Secret]
    ) {
        guard !range.isEmpty else { return }
        var hasBackslash = false
        for at in range where text.byte(at: at) == 0x5c { hasBackslash = true }
        secrets.append(Secret(range: range, notation: hasBackslash ? .json : notation))
    }

    /// The first place that is no blank.
    static func skipBlanks(_ text: RawSpan, from start: Int) -> Int {
        var at = start
        while at < text.byteCount, text.byte(at: at) == 0x20 || text.byte(at: at) == 0x09 { at += 1 }
        return at
    }

    /// Where a word of credentials ends.
    static func wordEnd(_ text: RawSpan, from start: Int) -> Int {
        var at = start
        while at < text.byteCount {
            switch text.byte(at: at) {
            case ...0x20, 0x22, 0x27, 0x28, 0x29, 0x2c, 0x3b, 0x3c, 0x3e, 0x5b...0x5d, 0x60, 0x7b, 0x7d, 0x7f: return at
            default: at += 1
            }
        }
        return at
    }

    /// Whether an address ends before a byte.
    static func endsAddress(_ byte: UInt8, isQuoted: Bool) -> Bool {
        switch byte {
        case ...0x20, 0x22, 0x3c, 0x3e, 0x5c, 0x60, 0x7f: true
        case 0x27: isQuoted
        default: false
        }
    }

    private func valueEnd(_ text: RawSpan, from start: Int) -> Int {
        var at = start
        while at < text.byteCount {
            switch text.byte(at: at) {
            case ...0x20, 0x22, 0x3c, 0x7f: return at
            case 0x26, 0x3b: if sign == 0x3d { return at } else { at += 1 }
            default: at += 1
            }
        }
        return at
    }

    private static func lineEnd(_ text: RawSpan, from start: Int) -> Int {
        var at = start
        while at < text.byteCount, case let byte = text.byte(at: at), byte != 0x0a, byte != 0x0d, byte != 0 { at += 1 }
        return at
    }

    private static func behindScheme(_ text: RawSpan, _ start: Int) -> Int {
        let rest = text.extracting(start..<text.byteCount)
        for scheme in ["bearer ", "basic ", "digest ", "negotiate "] as [StaticString]
        where rest.begins(scheme, ignoringCase: true) {
            return skipBlanks(text, from: start + scheme.utf8CodeUnitCount)
        }
        return start
    }
}
