import Testing
import WebSocketWire

/// Feeds chunks to a reader until it says something.
func firstOutcome(of chunks: [[UInt8]]) -> (outcome: HTTPHeadReader.Outcome?, rest: [UInt8]) {
    var reader = HTTPHeadReader()
    for (index, chunk) in chunks.enumerated() {
        var offset = 0
        if let outcome = reader.feed(chunk.span.bytes, at: &offset) {
            return (outcome, Array(chunk[offset...]) + chunks[(index + 1)...].joined())
        }
    }
    return (nil, [])
}

/// The head in a text whose lines end as Swift's do; nil where there is none.
func parsedHead(_ text: String) -> HTTPHead? {
    let wire = text.utf8.flatMap { $0 == UInt8(ascii: "\n") ? Array("\r\n".utf8) : [$0] }
    return parsedHead(bytes: wire + Array("\r\n\r\n".utf8))
}

/// The head in bytes as they are; nil where there is none.
func parsedHead(bytes: [UInt8]) -> HTTPHead? {
    switch firstOutcome(of: [bytes]).outcome {
    case .request(let head), .response(let head): head
    case .notHTTP, .tooLong, nil: nil
    }
}

/// The head in a text whose lines end as Swift's do; a failure where there is none.
func requiredHead(_ text: String) throws -> HTTPHead {
    let head = parsedHead(text)
    return try #require(head)
}

/// The head in bytes as they are; a failure where there is none.
func requiredHead(bytes: [UInt8]) throws -> HTTPHead {
    let head = parsedHead(bytes: bytes)
    return try #require(head)
}

/// The identifiers of the broken rules.
func rules(_ violations: [Violation]) -> [String] {
    violations.map(\.rule.id)
}

/// The example of RFC 6455 section 1.3.
let exampleRequest = """
    GET /chat HTTP/1.1
    Host: server.example.com
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
    Origin: http://example.com
    Sec-WebSocket-Protocol: chat, superchat
    Sec-WebSocket-Version: 13
    """

/// The answer to it.
let exampleResponse = """
    HTTP/1.1 101 Switching Protocols
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
    Sec-WebSocket-Protocol: chat
    """

/// The text with one line, known by its beginning, replaced or removed, and lines added.
func changed(_ text: String, _ beginning: String = "", to replacement: String? = nil, adding: String = "") -> String {
    var lines = text.split(separator: "\n").map(String.init)
    if !beginning.isEmpty, let index = lines.firstIndex(where: { $0.hasPrefix(beginning) }) {
        lines.replaceSubrange(index...index, with: replacement.map { [$0] } ?? [])
    }
    return (lines + (adding.isEmpty ? [] : [adding])).joined(separator: "\n")
}
