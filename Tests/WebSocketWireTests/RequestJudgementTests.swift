import Testing
import WebSocketWire

struct RequestJudgementTests {
    /// Changes of RFC 6455's example request that break one law each.
    static let requests: [(String, String)] = [
        ("rfc6455-3-fragment-in-target", changed(exampleRequest, "GET", to: "GET /chat#x HTTP/1.1")),
        ("rfc6455-4.1-method-not-get", changed(exampleRequest, "GET", to: "POST /chat HTTP/1.1")),
        ("rfc6455-4.1-http-version-too-low", changed(exampleRequest, "GET", to: "GET /chat HTTP/1.0")),
        ("rfc6455-4.1-missing-host-header", changed(exampleRequest, "Host")),
        ("rfc6455-4.1-missing-upgrade-header", changed(exampleRequest, "Upgrade")),
        ("rfc6455-4.1-missing-connection-upgrade", changed(exampleRequest, "Connection", to: "Connection: close")),
        ("rfc6455-4.1-missing-key-header", changed(exampleRequest, "Sec-WebSocket-Key")),
        ("rfc6455-4.1-missing-version-header", changed(exampleRequest, "Sec-WebSocket-Version")),
        (
            "rfc6455-4.1-unsupported-version",
            changed(exampleRequest, "Sec-WebSocket-Version", to: "Sec-WebSocket-Version: 8")
        ),
        (
            "rfc6455-4.1-invalid-subprotocol",
            changed(exampleRequest, "Sec-WebSocket-P", to: "Sec-WebSocket-Protocol: chat, a b")
        ),
        (
            "rfc6455-4.1-repeated-subprotocol",
            changed(exampleRequest, adding: "Sec-WebSocket-Protocol: superchat")
        ),
        ("rfc6455-9.1-malformed-extension", changed(exampleRequest, adding: "Sec-WebSocket-Extensions: a b")),
        (
            "rfc6455-11.3.1-multiple-key-headers",
            changed(exampleRequest, adding: "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
        ),
        ("rfc6455-11.3.5-multiple-version-headers", changed(exampleRequest, adding: "Sec-WebSocket-Version: 8")),
        ("rfc9110-9.3.1-content-in-upgrade-request", changed(exampleRequest, adding: "Content-Length: 8")),
        ("rfc9110-9.3.1-content-in-upgrade-request", changed(exampleRequest, adding: "Transfer-Encoding: chunked")),
        ("rfc9112-3.2-multiple-host-headers", changed(exampleRequest, adding: "Host: b")),
        (
            "rfc9112-3.2.2-absolute-target",
            changed(exampleRequest, "GET", to: "GET http://server.example.com/chat HTTP/1.1")
        ),
        (
            "tyoshino-perframe-deflate-offered",
            changed(exampleRequest, adding: "Sec-WebSocket-Extensions: x-webkit-deflate-frame")
        ),
    ]

    @Test(arguments: requests)
    func `a request breaks one law`(_ rule: String, _ text: String) throws {
        let upgrade = Upgrade(request: try requiredHead(text), response: nil)
        #expect(rules(upgrade.violations) == [rule])
    }

    @Test(
        arguments: [
            ("dGhlIHNhbXBsZSBub25jZQ==", nil),
            ("dGhlIHNhbXBsZSBub25jZR==", nil),
            ("dGhlIHNhbXBsZQ==", "\"dGhlIHNhbXBsZQ==\" is 10 bytes"),
            ("dGhlIHNhbXBsZSBub25jZQ", "\"dGhlIHNhbXBsZSBub25jZQ\" is no base64"),
            ("", "\"\" is 0 bytes"),
            ("\u{1b}[31m", "\"\\x1b[31m\" is no base64"),
        ] as [(String, String?)])
    func `a key is the base64 of 16 bytes`(_ key: String, _ detail: String?) throws {
        let text = changed(exampleRequest, "Sec-WebSocket-Key", to: "Sec-WebSocket-Key: " + key)
        let upgrade = Upgrade(request: try requiredHead(text), response: nil)
        let details = upgrade.violations.filter { $0.rule == HandshakeRules.invalidKey }.map(\.detail)
        #expect(details == (detail.map { [$0] } ?? []))
    }

    @Test(arguments: ["Upgrade: foo, WebSocket", "Upgrade: foo\nUpgrade: websocket"])
    func `a request may offer other protocols too`(_ upgrade: String) throws {
        let head = try requiredHead(changed(exampleRequest, "Upgrade", to: upgrade))
        #expect(Upgrade(request: head, response: nil).violations == [])
    }

    @Test
    func `the host of an absolute target counts, and Host is compared with it`() throws {
        let head = try requiredHead(changed(exampleRequest, "GET", to: "GET http://other/chat HTTP/1.1"))
        let upgrade = Upgrade(request: head, response: nil)
        #expect(upgrade.host == "other")
        #expect(
            upgrade.violations.map(\.detail) == [
                "\"http://other/chat\"", "Host is \"server.example.com\", the target names \"other\"",
            ])
    }

    @Test
    func `a handshake of the draft with two keys is told as such`() throws {
        let head = try requiredHead(
            "GET / HTTP/1.1\nHost: a\nUpgrade: WebSocket\nConnection: Upgrade\nSec-WebSocket-Key1: 4 @1")
        #expect(rules(Upgrade(request: head, response: nil).violations) == ["hixie76-5.1-key1-header"])
    }

    @Test
    func `a request that is no attempt is not judged`() throws {
        let head = try requiredHead("POST / HTTP/1.0\nContent-Length: 3")
        #expect(Upgrade(request: head, response: nil).violations == [])
    }
}
