import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct HandshakeRedactionTests {
    static func redacted(_ handshake: ConnectionOpening.Handshake) -> ConnectionOpening.Handshake {
        var redaction = HandshakeRedaction(rules: .usual, pseudonyms: PseudonymsTests.pseudonyms)
        return redaction.redacted(handshake)
    }

    static let request = """
        GET /chat?token=topsecret&room=7 HTTP/1.1
        Host: example.com
        Upgrade: websocket
        Connection: Upgrade
        Authorization: Bearer bearersecret
        Cookie: sid=cookiesecret; theme=dark1
        Referer: https://user:refsecret@example.com/?code=codesecret
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13


        """
    static let response = """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Connection: Upgrade
        Set-Cookie: sid=setcookiesecret; Path=/
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=


        """

    @Test(arguments: ["chat", "access_token", "topsecret1"])
    func `an agreed subprotocol is still one that was offered`(_ agreed: String) throws {
        let old = Sample.handshake(
            Self.request.replacing(
                "Sec-WebSocket-Version",
                with: "Sec-WebSocket-Protocol: access_token, topsecret1, chat\nSec-WebSocket-Version"),
            Self.response.replacing("Set-Cookie", with: "Sec-WebSocket-Protocol: \(agreed)\nSet-Cookie"))
        let new = Self.redacted(old)
        #expect(old.upgrade.violations.isEmpty && new.upgrade.violations.isEmpty)
        let subprotocol = try #require(new.upgrade.subprotocol)
        #expect(new.upgrade.negotiation.offeredSubprotocols.contains(subprotocol))
        #expect((subprotocol == agreed) == (agreed != "topsecret1"))
        let text = try #require(new.request.map { String(decoding: $0.raw, as: UTF8.self) })
        #expect(!text.contains("topsecret") && text.contains("access_token, "))
    }

    @Test func `heads lose their secrets in bytes and fields, and nothing else`() throws {
        let old = Sample.handshake(Self.request, Self.response, duration: 5)
        let new = Self.redacted(old)
        let request = try #require(new.request)
        let text = String(decoding: request.raw, as: UTF8.self)
        for secret in [
            "topsecret", "bearersecret", "cookiesecret", "dark1", "refsecret", "codesecret", "dGhlIHNhbXBsZ",
        ] {
            #expect(!text.contains(secret), "\(secret)")
            #expect(!"\(request.fields)\(request.target ?? "")".contains(secret), "\(secret)")
        }
        #expect(request.raw.count == old.request?.raw.count)
        #expect(request.value(of: "Host") == "example.com")
        #expect(request.value(of: "Authorization")?.hasPrefix("Bearer ") == true)
        #expect(request.value(of: "Cookie")?.hasPrefix("sid=") == true)
        #expect(request.target?.hasSuffix("&room=7") == true)
        #expect(new.response?.value(of: "Set-Cookie")?.hasSuffix("; Path=/") == true)
        #expect(new.duration == 5)
        #expect(new.upgrade.outcome == .accepted)
        #expect(new.upgrade.violations == [])
        #expect(new.upgrade.accept == new.upgrade.expectedAccept)
        #expect(new.upgrade.url(over: .plain)?.contains("room=7") == true)
    }

    @Test func `an answer that did not fit does not fit`() {
        let new = Self.redacted(
            Sample.handshake(Self.request, Self.response.replacing("s3pPLM", with: "AAAAAA")))
        #expect(new.upgrade.accept?.hasPrefix("AAAAAA") == true)
        #expect(new.upgrade.violations.contains { $0.rule == HandshakeRules.wrongAccept })
    }

    @Test func `folded values and blank lines are read as they are`() {
        let old = Sample.handshake(
            "\n\nGET / HTTP/1.1\nAuthorization: Bearer\n foldedsecret more1\nUpgrade: websocket\nCookie: a=b1;\n c=d2secret\n\n",
            nil)
        let new = Self.redacted(old)
        let text = String(decoding: new.request?.raw ?? [], as: UTF8.self)
        #expect(!text.isEmpty)
        for secret in ["foldedsecret", "more1", "d2secret"] { #expect(!text.contains(secret)) }
        #expect(new.request?.fields.map(\.name) == old.request?.fields.map(\.name))
    }

    @Test func `heads of HTTP/2 lose their secrets`() {
        let request = HTTPHead(
            .request(method: "CONNECT", target: "/?token=topsecret", .http2),
            fields: [
                HTTPField(":path", "/?token=topsecret"), HTTPField(":protocol", "websocket"),
                HTTPField("authorization", "Basic basicsecret"), HTTPField("cookie", "a=cookiesecret"),
            ])
        let new = Self.redacted(
            ConnectionOpening.Handshake(
                request: request, response: nil, upgrade: Upgrade(request: request, response: nil), duration: nil))
        #expect(new.request?.target == new.request?.value(of: ":path"))
        #expect(!"\(new)".contains("secret"))
        #expect(new.request?.version.isHTTP2 == true)
    }

    @Test func `Latin-1 and wild bytes keep their places`() {
        var raw = Array("GET / HTTP/1.1\r\nUpgrade: websocket\r\nCookie: a=".utf8)
        raw += [0xe9, 0xff, 0x41, 0x00] + Array("\r\n\r\n".utf8)
        var reader = HTTPHeadReader()
        var offset = 0
        guard case .request(let head) = reader.feed(raw.span.bytes, at: &offset) else { return #expect(Bool(false)) }
        let new = Self.redacted(
            ConnectionOpening.Handshake(
                request: head, response: nil, upgrade: Upgrade(request: head, response: nil), duration: nil))
        #expect(new.request?.raw.count == raw.count)
        #expect(new.request?.raw.contains(0xe9) == false)
    }
}
