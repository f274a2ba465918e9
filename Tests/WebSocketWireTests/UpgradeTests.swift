import TestKit
import Testing
import WebSocketWire

struct UpgradeTests {
    private static func upgrade(_ request: String?, _ response: String?) -> Upgrade {
        Upgrade(request: request.flatMap { parsedHead($0) }, response: response.flatMap { parsedHead($0) })
    }

    @Test
    func `the example of RFC 6455 is accepted and breaks nothing`() {
        let upgrade = Self.upgrade(exampleRequest, exampleResponse)
        #expect(upgrade.outcome == .accepted)
        #expect(upgrade.violations == [])
        #expect(upgrade.url(over: .plain) == "ws://server.example.com/chat")
        #expect(upgrade.url(over: .secured) == "wss://server.example.com/chat")
        #expect(upgrade.host == "server.example.com")
        #expect(upgrade.target == "/chat")
        #expect(upgrade.status == 101)
        #expect(upgrade.key == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(upgrade.expectedAccept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(upgrade.accept == upgrade.expectedAccept)
        #expect(upgrade.negotiation.offeredSubprotocols == ["chat", "superchat"])
        #expect(upgrade.subprotocol == "chat")
        #expect(upgrade.deflate == nil)
    }

    @Test
    func `one side alone says what it can`() {
        let answered = Self.upgrade(nil, exampleResponse + "\nSec-WebSocket-Extensions: permessage-deflate, x")
        #expect(answered.outcome == .accepted)
        #expect(answered.violations == [])
        #expect(answered.url(over: .plain) == nil)
        #expect(answered.expectedAccept == nil)
        #expect(answered.deflate == DeflateParameters())
        #expect(answered.negotiation.unknownExtensions.map(\.text) == ["x"])
        let asked = Self.upgrade(exampleRequest, nil)
        #expect(asked.outcome == .unanswered)
        #expect(asked.violations == [])
        #expect(asked.status == nil)
        #expect(asked.subprotocol == nil)
    }

    @Test
    func `a refusal agrees to nothing`() {
        let upgrade = Self.upgrade(exampleRequest, "HTTP/1.1 403 No\nSec-WebSocket-Protocol: other")
        #expect(upgrade.outcome == .refused(status: 403))
        #expect(upgrade.subprotocol == nil)
        #expect(upgrade.violations == [])
    }

    @Test(
        arguments: [
            (exampleRequest, true), ("GET / HTTP/1.1\nUpgrade: h2c, WebSocket", true),
            ("GET / HTTP/1.1\nSec-WebSocket-Key: x", true), ("GET / HTTP/1.0\nUpgrade: WEBSOCKET", true),
            ("GET / HTTP/1.1\nUpgrade: websocket2", false), ("GET / HTTP/1.1\nUpgrade: tcp", false),
            ("GET / HTTP/1.1", false), (exampleResponse, false),
        ])
    func `an attempt names WebSocket or has a key`(_ text: String, _ isAttempt: Bool) throws {
        #expect(Upgrade.isAttempt(try requiredHead(text)) == isAttempt)
    }

    @Test(
        arguments: [
            (exampleResponse, true), ("HTTP/1.1 101 x\nUpgrade: WebSocket", true),
            ("HTTP/1.1 101 x\nSec-WebSocket-Accept: x", true), ("HTTP/1.1 101 x\nUpgrade: tcp", false),
            ("HTTP/1.1 101 x\nUpgrade: h2c\nSec-WebSocket-Accept: x", false), ("HTTP/1.1 101 x", false),
            ("HTTP/1.1 200 OK\nUpgrade: websocket", false), (exampleRequest, false),
        ])
    func `an acceptance switches to WebSocket and nothing else`(_ text: String, _ isAcceptance: Bool) throws {
        #expect(Upgrade.isWebSocketAcceptance(try requiredHead(text)) == isAcceptance)
    }

    @Test(
        arguments: [
            ("/a?b", "h:1", "ws://h:1/a?b"), ("http://other:2/c", "h", "ws://other:2/c"), ("*", "h", "ws://h/*"),
            ("/", "[::1]:9", "ws://[::1]:9/"),
        ])
    func `the address is made of host and target`(_ target: String, _ host: String, _ url: String) {
        #expect(Self.upgrade("GET \(target) HTTP/1.1\nHost: \(host)", nil).url(over: .plain) == url)
    }

    @Test
    func `lenient reading of a head is among its side's violations`() {
        let upgrade = Self.upgrade(
            changed(exampleRequest, "Host", to: "Host : a"), changed(exampleResponse, adding: "x"))
        #expect(rules(upgrade.requestViolations) == ["rfc9112-5.1-space-before-colon"])
        #expect(rules(upgrade.responseViolations) == ["rfc9112-5-missing-colon"])
        #expect(upgrade.violations == upgrade.requestViolations + upgrade.responseViolations)
    }

    @Test
    func `no heads stop the program, and details stay short and harmless`() {
        var random = SeededRandom(seed: 7692)
        let offer = "\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=\"9\"; a=b, x"
        let seeds = [exampleRequest + offer, exampleResponse + offer].map { Array("\($0)\n\n".utf8) }
        for _ in 0..<1500 {
            let heads = seeds.map { seed in
                var wire = seed
                for _ in 0..<Int.random(in: 0...6, using: &random) {
                    let place = Int.random(in: 30..<wire.count - 2, using: &random)
                    let byte = Int.random(in: 0...2, using: &random)
                    wire[place] = byte == 0 ? UInt8.random(in: 0...255, using: &random) : wire[wire.count - place]
                }
                return parsedHead(bytes: wire)
            }
            for violation in Upgrade(request: heads[0], response: heads[1]).violations {
                #expect(violation.detail.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
                #expect(violation.detail.unicodeScalars.count < 2000)
            }
        }
    }
}
