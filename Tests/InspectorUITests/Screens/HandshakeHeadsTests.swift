import Dissection
import Testing
import WebSocketWire

@testable import InspectorUI

struct HandshakeHeadsTests {
    private func handshake(_ request: [(String, String)], _ response: [(String, String)]) -> ConnectionOpening.Handshake
    {
        let fields = { (pairs: [(String, String)]) in pairs.map { HTTPField($0.0, $0.1) } }
        let asked = HTTPHead(
            .request(method: "GET", target: "/", HTTPVersion("HTTP/1.1")), fields: fields(request))
        let answered = HTTPHead(
            .response(HTTPVersion("HTTP/1.1"), status: 101, reason: "Switching Protocols"), fields: fields(response))
        return ConnectionOpening.Handshake(
            request: asked, response: answered, upgrade: Upgrade(request: asked, response: answered), duration: nil)
    }

    private func text(_ pieces: [TextPiece]) -> String { pieces.map(\.text).joined() }

    @Test func `fields that answer each other stand beside each other, in any case and number`() {
        let (related, others) = HandshakeHeads.pairs(
            handshake(
                [
                    ("Host", "a"), ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Upgrade", "websocket"),
                    ("Sec-WebSocket-Protocol", "a"), ("Sec-WebSocket-Protocol", "b"), ("Cookie", "c"),
                ],
                [("Server", "s"), ("SEC-WEBSOCKET-ACCEPT", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), ("Upgrade", "websocket")]))
        #expect(
            related.map { "\(text($0.left)) | \(text($0.right))" } == [
                "GET / HTTP/1.1 | 101 Switching Protocols HTTP/1.1", "Upgrade: websocket | Upgrade: websocket",
                "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | SEC-WEBSOCKET-ACCEPT: s3pPLMBiTxaQ9kYGzzhZRbK+xOo= ✓",
                "Sec-WebSocket-Protocol: a | ", "Sec-WebSocket-Protocol: b | ",
            ])
        #expect(others.map { "\(text($0.left)) | \(text($0.right))" } == ["Host: a | Server: s", "Cookie: c | "])
    }

    @Test func `a wrong accept key is said to be wrong`() {
        let (related, _) = HandshakeHeads.pairs(
            handshake([("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")], [("Sec-WebSocket-Accept", "nonsense")]))
        #expect(related.contains { text($0.right).hasSuffix("✗ WRONG") })
    }

    @Test func `a side that was not seen is said to be missing`() {
        let nothing = ConnectionOpening.Handshake(
            request: nil, response: nil, upgrade: Upgrade(request: nil, response: nil), duration: nil)
        let (related, others) = HandshakeHeads.pairs(nothing)
        #expect(related.map { text($0.left) } == ["no request was seen"])
        #expect(related.map { text($0.right) } == ["no response was seen"] && others.isEmpty)
    }
}
