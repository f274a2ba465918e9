import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARConnectionTests {
    @Test(
        arguments: [
            ("ws://h/a?b=c", false, "h", 80, "/a?b=c"), ("wss://h:8443", true, "h", 8_443, "/"),
            ("ws://[::1]:81/x#y", false, "::1", 81, "/x"), ("wss://[::1]/", true, "::1", 443, "/"),
            ("https://u:p@h/?", true, "h", 443, "/?"), ("ws://h?q", false, "h", 80, "/?q"), ("", false, "", 80, "/"),
            ("://", false, "", 80, "/"), ("ws://h:99999/", false, "h:99999", 80, "/"),
            ("ws://h:/", false, "h", 80, "/"),
            ("nonsense", false, "nonsense", 80, "/"),
        ] as [(String, Bool, String, UInt16, String)])
    func `an address has parts`(_ url: String, _ isSecured: Bool, _ host: String, _ port: UInt16, _ target: String) {
        let address = HARAddress(url)
        #expect((address.isSecured, address.host, address.port, address.target) == (isSecured, host, port, target))
    }

    @Test(arguments: [
        ("\"serverIPAddress\":\"10.0.0.9\",\"request\":{\"url\":\"ws://h:81/\"}", "10.0.0.9:81", "0.0.0.0:0"),
        ("\"serverIPAddress\":\"[::1]\",\"request\":{\"url\":\"wss://h/\"}", "[::1]:443", "[::]:0"),
        ("\"serverIPAddress\":\"\",\"request\":{\"url\":\"ws://[2001:db8::1]/\"}", "[2001:db8::1]:80", "[::]:0"),
        ("\"serverIPAddress\":7,\"request\":{\"url\":\"ws://h/\"}", "0.0.0.0:80", "0.0.0.0:0"),
    ])
    func `ends are told as far as they are known`(_ members: String, _ server: String, _ client: String) {
        let opening = HARFactsTests.facts("{\(members)}").opening(connection: 1)
        #expect((opening.server.description, opening.client.description) == (server, client))
        #expect(opening.source == .har)
    }

    @Test(arguments: [
        ("[{\"name\":\"host\",\"value\":\"h\"}]", "/a"), ("[{\"name\":\":authority\",\"value\":\"h\"}]", "/a"),
        ("[]", "ws://h/a"),
    ])
    func `the address is not lost where no header names the host`(_ fields: String, _ target: String) {
        let facts = HARFactsTests.facts("{\"request\":{\"url\":\"ws://h/a\",\"headers\":\(fields)}}")
        let upgrade = facts.opening(connection: 1).handshake?.upgrade
        #expect(upgrade?.target == target)
        #expect(upgrade?.url(over: .plain) == "ws://h/a")
    }

    @Test(arguments: [
        ("\"response\":{\"status\":101}", 0, false, ConnectionOutcome.open),
        ("\"response\":{\"status\":200}", 0, false, .refused),
        ("\"response\":{\"status\":200}", 1, false, .open),
        ("\"response\":{\"status\":200,\"httpVersion\":\"h2\"}", 0, false, .open),
        ("\"response\":{\"status\":0}", 0, false, .aborted), ("\"response\":{\"status\":101}", 0, true, .aborted),
        ("\"response\":{\"status\":101},\"_webSocketClose\":{}", 0, false, .clean),
        ("\"response\":{}", 1, false, .open),
    ])
    func `an end is guessed with care`(
        _ members: String, _ messages: UInt64, _ hasError: Bool, _ outcome: ConnectionOutcome
    ) {
        var numbers = PerDirection()
        numbers.client = messages
        let closing = HARFactsTests.facts("{\(members)}").closing(
            connection: 1, messages: numbers, hasError: hasError, latest: Sample.time)
        #expect((closing.outcome, closing.time, closing.messages) == (outcome, Sample.time, numbers))
    }

    @Test func `a head has the bytes that say it, unless they would say something else`() {
        let line = HTTPStartLine.request(method: "GET", target: "/", HTTPVersion("HTTP/1.1"))
        let head = HARHead.head(line, fields: [HTTPField("A", "b"), HTTPField("C", "")])
        #expect(String(decoding: head.raw, as: UTF8.self) == "GET / HTTP/1.1\r\nA: b\r\nC: \r\n\r\n")
        for value in ["x\r\nInjected: y", "x\r\n\r\nrest", " x", "x\n"] {
            let odd = HARHead.head(line, fields: [HTTPField("A", value)])
            #expect((odd.fields, odd.raw) == ([HTTPField("A", value)], []))
        }
        #expect(HARHead.head(.response(.http2, status: 200, reason: ""), fields: []).raw == [])
        let status = HARHead.head(.response(HTTPVersion("HTTP/1.1"), status: 7, reason: ""), fields: [])
        #expect((status.status, status.raw.isEmpty) == (7, false))
        #expect(HARHead.head(.request(method: "", target: "a b", HTTPVersion("x")), fields: []).raw == [])
    }
}
