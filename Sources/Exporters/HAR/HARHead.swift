import WebSocketWire

/// Heads made of what a HAR says of them.
enum HARHead {
    /// A head with the bytes that would say it. Where those would be read as something else, because a value has a line
    /// break in it for example, it has none.
    static func head(_ startLine: HTTPStartLine, fields: [HTTPField]) -> HTTPHead {
        guard !startLine.version.isHTTP2 else { return HTTPHead(startLine, fields: fields) }
        var text: String
        switch startLine {
        case .request(let method, let target, let version): text = "\(method) \(target) \(version.text)\r\n"
        case .response(let version, let status, let reason):
            let digits = String(status)
            let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            text = "\(version.text) \(padded) \(reason)\r\n"
        }
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        let bytes = Array((text + "\r\n").utf8)
        var reader = HTTPHeadReader()
        var offset = 0
        switch unsafe reader.feed(bytes.span.bytes, at: &offset) {
        case .request(let head), .response(let head):
            let isSame = head.startLine == startLine && head.fields == fields && offset == bytes.count
            return isSame ? head : HTTPHead(startLine, fields: fields)
        case .notHTTP, .tooLong, nil: return HTTPHead(startLine, fields: fields)
        }
    }
}
