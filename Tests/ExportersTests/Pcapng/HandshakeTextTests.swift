import Testing
import WebSocketWire

@testable import Exporters

struct HandshakeTextTests {
    static func text(_ head: HTTPHead) -> String {
        String(decoding: HandshakeText.bytes(of: head, seed: 1), as: UTF8.self)
    }

    @Test func `a head of HTTP/1.1 is written as it came`() throws {
        let head = try #require(Sample.head("GET / HTTP/1.1\nhOst:   a\nUpgrade: websocket\n\n"))
        #expect(HandshakeText.bytes(of: head, seed: 1) == head.raw)
        #expect(HandshakeText.isVerbatim(head))
    }

    @Test func `a head without bytes is spelled, and holds no line breaks`() {
        let request = HTTPHead(
            .request(method: "GET", target: "/a", HTTPVersion("HTTP/1.1")),
            fields: [HTTPField("Host", "a\r\nEvil: b"), HTTPField("X", "1")])
        #expect(Self.text(request) == "GET /a HTTP/1.1\r\nHost: a  Evil: b\r\nX: 1\r\n\r\n")
        let response = HTTPHead(.response(HTTPVersion("HTTP/1.1"), status: 7, reason: ""), fields: [])
        #expect(Self.text(response) == "HTTP/1.1 007 \r\n\r\n")
        #expect(!HandshakeText.isVerbatim(request))
    }

    @Test func `an extended CONNECT becomes an upgrade that is accepted without findings`() throws {
        let request = HTTPHead(
            .request(method: "CONNECT", target: "/p?q=1", .http2),
            fields: [
                HTTPField(":method", "CONNECT"), HTTPField(":protocol", "websocket"), HTTPField(":scheme", "https"),
                HTTPField(":path", "/p?q=1"), HTTPField(":authority", "h:1"), HTTPField("sec-websocket-version", "13"),
                HTTPField("sec-websocket-protocol", "chat"), HTTPField("origin", "https://h"),
                HTTPField("sec-websocket-extensions", "permessage-deflate"),
            ])
        let response = HTTPHead(
            .response(.http2, status: 200, reason: ""),
            fields: [
                HTTPField(":status", "200"), HTTPField("sec-websocket-protocol", "chat"),
                HTTPField("sec-websocket-extensions", "permessage-deflate"),
            ])
        let made = try #require(Sample.head(Self.text(request).replacing("\r\n", with: "\n")))
        let answer = try #require(Sample.head(Self.text(response).replacing("\r\n", with: "\n")))
        let upgrade = Upgrade(request: made, response: answer)
        #expect(upgrade.outcome == .accepted)
        #expect(upgrade.violations == [])
        #expect(upgrade.url(over: .plain) == "ws://h:1/p?q=1")
        #expect(upgrade.subprotocol == "chat")
        #expect(upgrade.deflate != nil)
        let refusal = HTTPHead(.response(.http2, status: 404, reason: ""), fields: [HTTPField(":status", "404")])
        #expect(Self.text(refusal) == "HTTP/1.1 404 \r\n\r\n")
    }

    @Test(arguments: [
        ("403 No", "Content-Length: 18", 18), ("403 No", "Content-Length: -1", 0), ("403 No", "A: b", 0),
        ("403 No", "Content-Length: 99999999999999999999", 0), ("101 S", "Content-Length: 5", 0),
    ])
    func `a refusal's body is as long as it says`(_ status: String, _ field: String, _ length: Int) throws {
        let head = try #require(Sample.head("HTTP/1.1 \(status)\n\(field)\n\n"))
        #expect(HandshakeText.bodyLength(head) == length)
    }
}
