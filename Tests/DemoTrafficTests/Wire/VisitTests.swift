import ByteStreams
import Testing
import WebSocketWire

@testable import DemoTraffic

struct VisitTests {
    private static let address = IPAddress(v4: 0xc000_0201)

    private static func head(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).map(
            String.init)
    }

    private static func visit(_ program: Visitor.Program, port: UInt16 = 443, deflate: DeflateParameters? = nil)
        -> Visit
    {
        var chance = Chance(seed: 1)
        let site = Site(
            host: "a.example", address: address, port: port, path: "/x", subprotocols: ["one", "two"], deflate: deflate)
        let visitor = Visitor(address: address, program: program, headers: [("Cookie", "a=b")])
        return Visit(visitor, to: site, &chance)
    }

    @Test
    func `browsers name themselves and their origin, scripts do not tell an origin`() {
        let chrome = Self.head(Self.visit(.chrome).request())
        #expect(chrome.contains { $0.contains("Chrome/") } && chrome.contains("Origin: https://app.a.example"))
        let firefox = Self.head(Self.visit(.firefox, port: 80).request())
        #expect(firefox.contains { $0.contains("Firefox/") } && firefox.contains("Origin: http://app.a.example"))
        let script = Self.head(Self.visit(.script(agent: "me/1")).request(version: 8))
        #expect(script.contains("User-Agent: me/1") && script.contains("Sec-WebSocket-Version: 8"))
        #expect(!script.contains { $0.hasPrefix("Origin:") || $0.hasPrefix("Sec-WebSocket-Extensions:") })
        #expect(script.contains("Cookie: a=b") && script.suffix(2) == ["", ""])
    }

    @Test
    func `a host is named with its port where that is not the usual one`() {
        #expect(Self.head(Self.visit(.chrome).request())[1] == "Host: a.example")
        #expect(Self.head(Self.visit(.chrome, port: 8080).request())[1] == "Host: a.example:8080")
    }

    @Test
    func `the server agrees to the first subprotocol, and to compression in full`() {
        let visit = Self.visit(
            .chrome, deflate: DeflateParameters(serverNoContextTakeover: true, clientMaxWindowBits: 12))
        let answer = Self.head(visit.acceptance())
        #expect(answer.contains("Sec-WebSocket-Accept: " + Upgrade.accept(for: visit.key)))
        #expect(answer.contains("Sec-WebSocket-Protocol: one"))
        let terms = "permessage-deflate; server_no_context_takeover; client_max_window_bits=12"
        #expect(answer.contains("Sec-WebSocket-Extensions: " + terms))
    }

    @Test
    func `a refusal tells the length of its body`() {
        let text = String(decoding: Self.visit(.chrome).refusal(403, "Forbidden", body: "{\"é\":1}"), as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 403 Forbidden\r\n") && text.hasSuffix("\r\n\r\n{\"é\":1}"))
        #expect(text.contains("\r\nContent-Length: 8\r\n"))
    }

    @Test
    func `port 443 is secured and no other`() {
        #expect(Self.visit(.chrome).site.security?.serverName == "a.example")
        #expect(Self.visit(.chrome, port: 8443).site.security == nil)
    }
}
