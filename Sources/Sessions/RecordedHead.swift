import WebSocketWire

/// An HTTP head in one row: one of HTTP/1.1 as its bytes were on the wire; one of HTTP/2, which has no text there, as a first
/// line with `HTTP/2` and a line for each field, in which a backslash stands before a backslash, and `\n` for a line feed.
enum RecordedHead {
    private static let mark = " HTTP/2\n"

    /// The bytes that stand for a head.
    static func bytes(of head: HTTPHead) -> [UInt8] {
        guard head.version.isHTTP2 else { return head.raw }
        var text: String
        switch head.startLine {
        case .request(let method, let target, _): text = "\(escaped(method)) \(escaped(target))\(mark)"
        case .response(_, let status, let reason): text = "\(status) \(escaped(reason))\(mark)"
        }
        for field in head.fields { text += "\(escaped(field.name))\n\(escaped(field.value))\n" }
        return Array(text.utf8)
    }

    /// The head that bytes stand for; nil where they stand for none.
    static func head(of bytes: [UInt8]) -> HTTPHead? {
        multiplexedHead(of: bytes) ?? plainHead(of: bytes)
    }

    private static func plainHead(of bytes: [UInt8]) -> HTTPHead? {
        var reader = HTTPHeadReader()
        var offset = 0
        switch unsafe reader.feed(bytes.span.bytes, at: &offset) {
        case .request(let head), .response(let head): return head
        case .notHTTP, .tooLong, nil: return nil
        }
    }

    private static func multiplexedHead(of bytes: [UInt8]) -> HTTPHead? {
        guard let end = bytes.firstIndex(of: 0x0a), bytes[...end].reversed().starts(with: mark.utf8.reversed()) else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst(), first.hasSuffix(mark.dropLast()), lines.popLast() == "" else { return nil }
        let words = first.dropLast(mark.utf8.count - 1).split(
            separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2 else { return nil }
        var fields: [HTTPField] = []
        while let name = lines.popFirst(), let value = lines.popFirst() {
            fields.append(HTTPField(unescaped(name), unescaped(value)))
        }
        if let status = Int(words[0]), (0...999).contains(status) {
            return HTTPHead(.response(.http2, status: status, reason: unescaped(words[1])), fields: fields)
        }
        return HTTPHead(
            .request(method: unescaped(words[0]), target: unescaped(words[1]), .http2), fields: fields)
    }

    /// Text in one line.
    static func escaped(_ text: String) -> String {
        var line = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            default: line.unicodeScalars.append(character)
            }
        }
        return line
    }

    /// The text that a line stands for.
    static func unescaped(_ line: Substring) -> String {
        var text = ""
        var isEscape = false
        for character in line.unicodeScalars {
            if isEscape {
                text.unicodeScalars.append(character == "n" ? "\n" : character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
