extension RawSpan {
    /// The byte at `offset`, which is within the span.
    func octet(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}

/// Reads one head after the other from the bytes of a direction, or says that they are no HTTP/1.1.
///
/// A head is complete at its blank line; the bytes after it are the body's, or another protocol's, and are left to the
/// caller.
package struct HTTPHeadReader: Sendable {
    /// The longest head that is read, in bytes, with the blank lines before it.
    package static let limit = 65_536
    /// The longest method that is believed, in bytes.
    package static let longestMethod = 20

    /// What the bytes turned out to be.
    package enum Outcome: Sendable, Hashable {
        /// A whole head of a request. The next bytes begin something new.
        case request(HTTPHead)
        /// A whole head of a response. The next bytes begin something new.
        case response(HTTPHead)
        /// Something else than HTTP/1.1. The reader reads no more.
        case notHTTP
        /// A head beyond `limit`. The reader reads no more.
        case tooLong
    }

    private enum Place {
        case blankLines
        case firstWord(length: Int)
        case startLine
        case fields(HTTPStartLine, from: Int, Findings)
        case stopped(Outcome)
    }

    /// The bytes consumed since the last whole head: after `.notHTTP` and `.tooLong` those that it was said of.
    package private(set) var pending: [UInt8] = []
    private var place = Place.blankLines
    private var lineStart = 0
    private var blankLines = 0

    /// A reader at the beginning of a direction, or at the end of a body.
    package init() {}

    /// Consumes bytes from `offset` on, and moves it; nil where it needs more than there are. After `.notHTTP` and
    /// `.tooLong` it consumes nothing and says so again.
    package mutating func feed(_ bytes: RawSpan, at offset: inout Int) -> Outcome? {
        while offset < bytes.byteCount {
            if case .stopped(let outcome) = place { return outcome }
            guard pending.count < Self.limit else { return stop(.tooLong) }
            if let outcome = step(bytes, at: &offset) { return outcome }
        }
        return nil
    }

    private mutating func step(_ bytes: RawSpan, at offset: inout Int) -> Outcome? {
        switch place {
        case .blankLines:
            return open(with: take(bytes, at: &offset))
        case .firstWord(let length):
            return lengthenWord(of: length, with: take(bytes, at: &offset))
        case .startLine:
            switch takeLine(bytes, at: &offset, orNUL: true) {
            case 0: return stop(.notHTTP)
            case UInt8(ascii: "\n"): return endStartLine()
            default: return nil
            }
        case .fields:
            guard takeLine(bytes, at: &offset, orNUL: false) == UInt8(ascii: "\n") else { return nil }
            let length = pending.count - lineStart
            let isBlank = length == 1 || length == 2 && pending[lineStart] == UInt8(ascii: "\r")
            lineStart = pending.count
            return isBlank ? finish() : nil
        case .stopped(let outcome):
            return outcome
        }
    }

    private mutating func open(with byte: UInt8) -> Outcome? {
        if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") {
            blankLines += byte == UInt8(ascii: "\n") ? 1 : 0
            lineStart = pending.count
            return nil
        }
        guard HTTPToken.isTokenByte(byte) else { return stop(.notHTTP) }
        place = .firstWord(length: 1)
        return nil
    }

    private mutating func lengthenWord(of length: Int, with byte: UInt8) -> Outcome? {
        if HTTPToken.isTokenByte(byte), length < Self.longestMethod {
            place = .firstWord(length: length + 1)
        } else if byte == UInt8(ascii: " ") {
            place = .startLine
        } else if byte == UInt8(ascii: "/"), pending[lineStart...].elementsEqual("HTTP/".utf8) {
            place = .startLine
        } else {
            return stop(.notHTTP)
        }
        return nil
    }

    private mutating func endStartLine() -> Outcome? {
        var findings = Findings(keeping: 1)
        let line = HTTPFieldLines.withoutEnd(pending[lineStart...].dropLast(), into: &findings)
        guard let startLine = HTTPStartLine(line, into: &findings) else { return stop(.notHTTP) }
        if blankLines > 0 {
            findings.add(HTTPRules.leadingBlankLines, "\(blankLines) before \(Excerpt(HTTPToken.text(line)).quoted)")
        }
        lineStart = pending.count
        place = .fields(startLine, from: lineStart, findings)
        return nil
    }

    private mutating func finish() -> Outcome? {
        guard case .fields(let startLine, let start, var findings) = place else { return nil }
        let lines = HTTPFieldLines(pending, from: start, into: &findings)
        let head = HTTPHead(startLine, fields: lines.fields, raw: pending, violations: findings.violations)
        self = HTTPHeadReader()
        switch startLine {
        case .request: return .request(head)
        case .response: return .response(head)
        }
    }

    private mutating func stop(_ outcome: Outcome) -> Outcome {
        place = .stopped(outcome)
        return outcome
    }

    private mutating func take(_ bytes: RawSpan, at offset: inout Int) -> UInt8 {
        let byte = bytes.octet(at: offset)
        pending.append(byte)
        offset += 1
        return byte
    }

    /// Takes bytes up to a line feed, the limit, or the end; the last one taken.
    private mutating func takeLine(_ bytes: RawSpan, at offset: inout Int, orNUL: Bool) -> UInt8? {
        let start = offset
        let end = min(bytes.byteCount, start + (Self.limit - pending.count))
        var last: UInt8?
        while offset < end {
            let byte = bytes.octet(at: offset)
            last = byte
            offset += 1
            if byte == UInt8(ascii: "\n") || orNUL && byte == 0 { break }
        }
        unsafe bytes.extracting(start..<offset).withUnsafeBytes { unsafe pending.append(contentsOf: $0) }
        return last
    }
}
