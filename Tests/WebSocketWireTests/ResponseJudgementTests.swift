import Testing
import WebSocketWire

struct ResponseJudgementTests {
    /// Answers to RFC 6455's example request that break one law each.
    static let responses: [(String, String)] = [
        (
            "rfc6455-4.2.2-http-version-too-low",
            changed(exampleResponse, "HTTP", to: "HTTP/1.0 101 Switching Protocols")
        ),
        ("rfc6455-4.2.2-missing-upgrade-header", changed(exampleResponse, "Upgrade")),
        ("rfc6455-4.2.2-missing-upgrade-header", changed(exampleResponse, "Upgrade", to: "Upgrade: websocket, x")),
        ("rfc6455-4.2.2-missing-upgrade-header", changed(exampleResponse, "Upgrade", to: "Upgrade: tcp")),
        ("rfc6455-4.2.2-missing-connection-upgrade", changed(exampleResponse, "Connection")),
        ("rfc6455-4.2.2-missing-accept-header", changed(exampleResponse, "Sec-WebSocket-Accept")),
        (
            "rfc6455-4.2.2-wrong-accept-header",
            changed(exampleResponse, "Sec-WebSocket-Accept", to: "Sec-WebSocket-Accept: x")
        ),
        (
            "rfc6455-4.2.2-subprotocol-not-offered",
            changed(exampleResponse, "Sec-WebSocket-Protocol", to: "Sec-WebSocket-Protocol: Chat")
        ),
        (
            "rfc6455-4.2.2-several-subprotocols",
            changed(exampleResponse, "Sec-WebSocket-Protocol", to: "Sec-WebSocket-Protocol: chat, superchat")
        ),
        (
            "rfc6455-4.3-invalid-subprotocol",
            changed(exampleResponse, "Sec-WebSocket-Protocol", to: "Sec-WebSocket-Protocol:")
        ),
        ("rfc6455-9.1-extension-not-offered", changed(exampleResponse, adding: "Sec-WebSocket-Extensions: x")),
        ("rfc6455-11.3.3-multiple-accept-headers", changed(exampleResponse, adding: "Sec-WebSocket-Accept: x")),
        (
            "rfc6455-11.3.4-multiple-protocol-headers",
            changed(exampleResponse, adding: "Sec-WebSocket-Protocol: superchat")
        ),
        ("rfc9110-8.6-content-length-in-101", changed(exampleResponse, adding: "Content-Length: 0")),
        ("rfc9112-6.1-transfer-encoding-in-101", changed(exampleResponse, adding: "Transfer-Encoding: chunked")),
        ("rfc6455-4.4-missing-version-header", "HTTP/1.1 426 Upgrade Required\nUpgrade: websocket"),
        ("rfc9110-15.5.22-missing-upgrade-header", "HTTP/1.1 426 Upgrade Required\nSec-WebSocket-Version: 13"),
    ]

    @Test(arguments: responses)
    func `a response breaks one law`(_ rule: String, _ text: String) throws {
        let request = try requiredHead(exampleRequest)
        let upgrade = Upgrade(request: request, response: try requiredHead(text))
        #expect(rules(upgrade.violations) == [rule])
    }

    @Test
    func `a wrong answer to the key is shown beside the right one`() throws {
        let request = try requiredHead(exampleRequest)
        let response = try requiredHead(
            changed(exampleResponse, "Sec-WebSocket-Accept", to: "Sec-WebSocket-Accept: \u{1b}x"))
        let details = Upgrade(request: request, response: response).violations.map(\.detail)
        #expect(details.contains("expected s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, got \\x1bx"))
    }

    @Test
    func `an answer whose request was not seen must at least be 20 bytes`() throws {
        let response = try requiredHead(
            changed(exampleResponse, "Sec-WebSocket-Accept", to: "Sec-WebSocket-Accept: Zm9v"))
        #expect(rules(Upgrade(request: nil, response: response).violations) == ["rfc6455-4.2.2-wrong-accept-header"])
    }

    @Test
    func `a switch that nobody asked for is unexpected`() throws {
        let request = try requiredHead("GET / HTTP/1.1\nHost: a")
        let response = try requiredHead(changed(exampleResponse, "Sec-WebSocket-P"))
        #expect(
            rules(Upgrade(request: request, response: response).violations) == ["rfc6455-4.2.2-established-unexpected"])
    }

    @Test(
        arguments: [
            ("HTTP/1.1 426 x\nUpgrade: websocket\nSec-WebSocket-Version: 13, 8", []),
            ("HTTP/1.1 400 x\nSec-WebSocket-Version: 13", []),
            ("HTTP/1.1 400 x", ["rfc6455-4.4-missing-version-header"]),
            ("HTTP/1.1 302 x\nLocation: /", []), ("HTTP/1.1 401 x", []), ("HTTP/1.1 200 OK", []),
        ] as [(String, [String])])
    func `a refusal of an old version names the known ones`(_ response: String, _ broken: [String]) throws {
        let text = changed(exampleRequest, "Sec-WebSocket-Version", to: "Sec-WebSocket-Version: 8")
        let upgrade = Upgrade(request: parsedHead(text), response: try requiredHead(response))
        #expect(rules(upgrade.responseViolations) == broken)
    }
}
