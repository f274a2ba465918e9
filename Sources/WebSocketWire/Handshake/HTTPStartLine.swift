/// The version that a message claims, such as `HTTP/1.1`.
package struct HTTPVersion: Sendable, Hashable {
    /// As it was written.
    package let text: String
    /// The first number; 0 where there is none.
    package let major: Int
    /// The second number; 0 where there is none.
    package let minor: Int
    /// Whether it is HTTP/2, whose heads are no text (RFC 9113). No text claims that.
    package let isHTTP2: Bool

    /// HTTP/2.
    package static let http2 = HTTPVersion()

    private init() {
        (text, major, minor, isHTTP2) = ("HTTP/2", 2, 0, true)
    }

    /// A version as it is written. Anything is a version; what is not `HTTP/` and two digits is 0.0.
    package init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        let isRegular =
            bytes.count == 8 && HTTPToken.equal(String(text.prefix(5)), "HTTP/") && bytes[6] == UInt8(ascii: ".")
            && [bytes[5], bytes[7]].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        major = isRegular ? Int(bytes[5]) - 48 : 0
        minor = isRegular ? Int(bytes[7]) - 48 : 0
        isHTTP2 = false
    }

    /// Whether it is 1.0 or 1.1, in capitals (RFC 9112 section 2.3).
    var isRegular: Bool { text == "HTTP/1.0" || text == "HTTP/1.1" }

    /// Whether it is below 1.1.
    var isBelow11: Bool { (major, minor) < (1, 1) }
}

/// The first line of a message (RFC 9112 sections 3 and 4).
package enum HTTPStartLine: Sendable, Hashable {
    /// A method, such as `GET`; a target, in any of its forms; and a version.
    case request(method: String, target: String, HTTPVersion)
    /// A version, a status from 0 to 999, and a reason, which may be empty.
    case response(HTTPVersion, status: Int, reason: String)

    /// Reads a line without its line end; nil where it is neither a request nor a response.
    init?(_ line: ArraySlice<UInt8>, into findings: inout Findings) {
        let trimmed = line[..<(line.lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? line.startIndex)]
        let read =
            line.starts(with: "HTTP/".utf8)
            ? Self.response(line, into: &findings) : Self.request(trimmed, into: &findings)
        guard let read else { return nil }
        if !read.version.isRegular {
            findings.add(HTTPRules.oddVersion, Excerpt(read.version.text).quoted)
        }
        if case .request = read, trimmed.count != line.count {
            findings.add(HTTPRules.irregularStartLine, "white space at the end of the line")
        }
        self = read
    }

    /// The version, of a request or a response.
    package var version: HTTPVersion {
        switch self {
        case .request(_, _, let version), .response(let version, _, _): version
        }
    }

    private static func request(_ line: ArraySlice<UInt8>, into findings: inout Findings) -> HTTPStartLine? {
        guard let methodEnd = line.firstIndex(where: isSpace), let versionGap = line.lastIndex(where: isSpace)
        else { return nil }
        let version = HTTPToken.text(line[(versionGap + 1)...])
        guard HTTPToken.equal(String(version.prefix(5)), "HTTP/") else { return nil }
        let middle = line[methodEnd..<versionGap]
        let target = middle.drop(while: isSpace)
        let targetEnd = target.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? target.startIndex
        let isRegular = middle.startIndex + 1 == target.startIndex && targetEnd == versionGap
        if !isRegular || !line[methodEnd...].allSatisfy({ $0 != UInt8(ascii: "\t") }) {
            findings.add(HTTPRules.irregularStartLine, Excerpt(HTTPToken.text(line)).quoted)
        }
        let text = HTTPToken.text(target[..<targetEnd])
        if text.isEmpty || !text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
            findings.add(HTTPRules.invalidTarget, Excerpt(text).quoted)
        }
        return .request(method: HTTPToken.text(line[..<methodEnd]), target: text, HTTPVersion(version))
    }

    private static func response(_ line: ArraySlice<UInt8>, into findings: inout Findings) -> HTTPStartLine? {
        guard let versionEnd = line.firstIndex(where: isSpace) else { return nil }
        let rest = line[versionEnd...].drop(while: isSpace)
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let after = rest[digits.endIndex...]
        guard digits.count == 3, after.first.map(isSpace) ?? true else { return nil }
        if rest.startIndex != versionEnd + 1 || line[versionEnd] != UInt8(ascii: " ") {
            findings.add(HTTPRules.irregularStartLine, Excerpt(HTTPToken.text(line)).quoted)
        }
        if after.isEmpty {
            findings.add(HTTPRules.missingReasonSpace, Excerpt(HTTPToken.text(line)).quoted)
        }
        let reason = HTTPToken.text(after.dropFirst())
        if reason.utf8.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") || $0 == 0x7f }) {
            findings.add(HTTPRules.controlCharacter, "in the reason \(Excerpt(reason).quoted)")
        }
        return .response(
            HTTPVersion(HTTPToken.text(line[..<versionEnd])),
            status: digits.reduce(0) { $0 * 10 + Int($1) - 48 }, reason: reason)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
