import ByteStreams
import JSONText

/// Searches what may be a piece of JSON, also inside a string of JSON, where backslashes stand before its quotation marks:
/// a name, a colon, and a string, a number, an object or an array. A value that is cut at the end counts.
struct JSONFragments {
    let rules: RedactionRules

    /// A depth that no text comes back from, however many brackets it has.
    static let endless = Int.max / 2

    private static let longestName = 2 * RedactionRules.longestName

    /// The secrets in a text.
    func find(in text: RawSpan) -> [Secret] {
        var secrets: [Secret] = []
        var at = 0
        while at < text.byteCount {
            guard text.byte(at: at) == 0x22 else {
                at += 1
                continue
            }
            let level = Self.backslashes(text, before: at)
            guard let close = Self.closing(text, from: at + 1, level, limit: Self.longestName),
                let value = Self.value(text, behind: close + 1)
            else {
                // This may be an end and no beginning, or have others inside.
                at += 1
                continue
            }
            let name = text.extracting(at + 1..<max(at + 1, close - level))
            at = close + 1
            if rules.isSecret(fragment: RedactionRules.plainBytes(name)) {
                at = max(at, Self.take(text, from: value, level, into: &secrets))
            }
        }
        return secrets
    }

    /// The strings and numbers from an offset on, names excepted, up to the end of the object or array they are in.
    static func everything(in text: RawSpan, from start: Int, depth: Int, into secrets: inout [Secret]) -> Int {
        var depth = depth
        var at = start
        while at < text.byteCount, depth > 0 {
            switch text.byte(at: at) {
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d: depth -= 1
            case 0x22:
                let level = backslashes(text, before: at)
                let close = closing(text, from: at + 1, level, limit: .max)
                let isName = close.flatMap { value(text, behind: $0 + 1) } != nil
                if !isName { string(text, from: at + 1, close, level, into: &secrets) }
                at = close ?? text.byteCount
            case 0x30...0x39, 0x2d: at = number(text, from: at, into: &secrets) - 1
            default: break
            }
            at += 1
        }
        return at
    }

    /// Takes the value at an offset; says where it ends.
    private static func take(_ text: RawSpan, from start: Int, _ level: Int, into secrets: inout [Secret]) -> Int {
        switch text.byte(at: start) {
        case 0x7b, 0x5b: return everything(in: text, from: start + 1, depth: 1, into: &secrets)
        case 0x30...0x39, 0x2d: return number(text, from: start, into: &secrets)
        case 0x22, 0x5c:
            var quote = start
            while quote < text.byteCount, text.byte(at: quote) == 0x5c { quote += 1 }
            guard quote < text.byteCount, text.byte(at: quote) == 0x22 else { return start + 1 }
            let close = closing(text, from: quote + 1, quote - start, limit: .max)
            string(text, from: quote + 1, close, quote - start, into: &secrets)
            return close.map { $0 + 1 } ?? text.byteCount
        default: return start + 1
        }
    }

    private static func string(
        _ text: RawSpan, from start: Int, _ close: Int?, _ level: Int, into secrets: inout [Secret]
    ) {
        let end = close.map { $0 - level } ?? text.byteCount
        if start < end { secrets.append(Secret(range: start..<end, notation: .json)) }
    }

    private static func number(_ text: RawSpan, from start: Int, into secrets: inout [Secret]) -> Int {
        var end = start
        while end < text.byteCount, isNumeric(text.byte(at: end)) { end += 1 }
        secrets.append(Secret(range: start..<end, notation: .number))
        return end
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2b, 0x2d, 0x2e, 0x45, 0x65: true
        default: false
        }
    }

    private static func backslashes(_ text: RawSpan, before place: Int) -> Int {
        var count = 0
        while count < min(place, 8), text.byte(at: place - count - 1) == 0x5c { count += 1 }
        return count
    }

    /// The quotation mark that ends what one with so many backslashes before it has begun.
    private static func closing(_ text: RawSpan, from start: Int, _ level: Int, limit: Int) -> Int? {
        let end = limit < text.byteCount - start ? start + limit : text.byteCount
        var at = start
        while at < end {
            if text.byte(at: at) == 0x22 {
                let count = min(backslashes(text, before: at), at - start)
                if level == 0 ? count.isMultiple(of: 2) : count <= level { return at }
            }
            at += 1
        }
        return nil
    }

    /// Where a value begins behind a colon; nil where there is none.
    private static func value(_ text: RawSpan, behind start: Int) -> Int? {
        guard let colon = visible(text, from: start), text.byte(at: colon) == 0x3a else { return nil }
        return visible(text, from: colon + 1)
    }

    private static func visible(_ text: RawSpan, from start: Int) -> Int? {
        var at = start
        while at < text.byteCount {
            switch text.byte(at: at) {
            case 0x20, 0x09, 0x0a, 0x0d: at += 1
            default: return at
            }
        }
        return nil
    }
}
