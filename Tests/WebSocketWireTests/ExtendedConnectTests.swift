import Testing
import WebSocketWire

struct ExtendedConnectTests {
    private func request(_ fields: [(String, String)], method: String = "CONNECT") -> HTTPHead {
        HTTPHead(
            .request(method: method, target: fields.first { $0.0 == ":path" }?.1 ?? "", .http2),
            fields: fields.map { HTTPField($0.0, $0.1) })
    }

    private static let good = [
        (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "https"), (":path", "/chat"),
        (":authority", "example.com"), ("sec-websocket-version", "13"),
    ]

    private func response(_ status: Int) -> HTTPHead {
        HTTPHead(.response(.http2, status: status, reason: ""), fields: [])
    }

    @Test func `an extended CONNECT is an attempt, and any 2xx accepts it`() {
        let upgrade = Upgrade(request: request(Self.good), response: response(204))
        #expect(Upgrade.isAttempt(request(Self.good)))
        #expect(upgrade.outcome == .accepted)
        #expect(upgrade.violations == [])
        #expect(upgrade.url(over: .plain) == "wss://example.com/chat")
        #expect(Upgrade(request: request(Self.good), response: response(403)).outcome == .refused(status: 403))
        #expect(Upgrade(request: request(Self.good), response: response(101)).outcome == .refused(status: 101))
    }

    @Test func `an ordinary CONNECT, another protocol or another method is none`() {
        #expect(!Upgrade.isAttempt(request(Self.good.filter { $0.0 != ":protocol" })))
        #expect(!Upgrade.isAttempt(request([(":protocol", "connect-udp")])))
        #expect(!Upgrade.isAttempt(request(Self.good, method: "GET")))
    }

    @Test(arguments: [":scheme", ":path", ":authority"])
    func `a missing pseudo header is found`(_ name: String) {
        let upgrade = Upgrade(request: request(Self.good.filter { $0.0 != name }), response: nil)
        #expect(upgrade.violations.map(\.rule.id) == ["rfc8441-4-missing-pseudo-header"])
    }

    @Test func `headers of HTTP 1 and another version are found`() {
        let fields = Self.good.dropLast() + [("sec-websocket-version", "8"), ("Upgrade", "websocket"), ("host", "a")]
        let rules = Upgrade(request: request(Array(fields)), response: nil).violations.map(\.rule.id)
        #expect(
            rules == ["rfc8441-5-forbidden-header", "rfc8441-5-forbidden-header", "rfc6455-4.1-unsupported-version"]
                || Set(rules) == ["rfc8441-5-forbidden-header", "rfc6455-4.1-unsupported-version"])
        #expect(
            Upgrade(request: request(Array(Self.good.dropLast())), response: nil).violations.map(\.rule.id) == [
                "rfc6455-4.1-missing-version-header"
            ])
    }

    @Test func `text that says HTTP 2 is not HTTP 2`() {
        #expect(!HTTPVersion("HTTP/2").isHTTP2 && HTTPVersion.http2.isHTTP2)
        let head = HTTPHead(.response(HTTPVersion("HTTP/2"), status: 200, reason: ""), fields: [])
        #expect(!Upgrade.isWebSocketAcceptance(head))
    }
}
