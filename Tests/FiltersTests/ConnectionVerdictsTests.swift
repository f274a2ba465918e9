import Dissection
import Testing

@testable import Filters

struct ConnectionVerdictsTests {
    @Test func `each test of a connection is answered once`() throws {
        var matcher = FilterMatcher(
            try Filter("host == \"a\" or length > 1 and status == 101 or not tls or ip.src == 1.1.1.1"))
        let verdicts = matcher.verdicts(on: Trial.opening(7))
        #expect(verdicts.connection == 7 && verdicts.answers == [false, true, false])
        #expect(verdicts.client == Trial.end("10.0.0.1:52311"))
        let unknown = matcher.verdicts(onConnection: 8)
        #expect(unknown.connection == 8 && unknown.answers == [false, false, false] && unknown.client == nil)
    }

    @Test(arguments: [
        ("host", false), ("status", false), ("path", false), ("url", false), ("subprotocol", false),
        ("header.host", false),
        ("ip", true), ("source == capture", true), ("tls == true", true), ("port == 80", true),
    ])
    func `without a handshake there is nothing of one`(_ expression: String, _ expected: Bool) throws {
        var matcher = FilterMatcher(try Filter(expression))
        let opening = Trial.opening(hasHandshake: false, isSecured: true)
        let answer = matcher.matches(matcher.verdicts(on: opening))
        #expect(answer == expected)
    }

    @Test func `a pattern that reaches its limit in a header is counted`() throws {
        var matcher = FilterMatcher(try Filter("header.x ~ \"^(a+)+$\""))
        let request = Trial.head("GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 64))!\r\n\r\n")
        let plain = Trial.opening()
        let opening = ConnectionOpening(
            connection: 1, time: plain.time, client: plain.client, server: plain.server, source: .live,
            handshake: ConnectionOpening.Handshake(
                request: request, response: nil, upgrade: .init(request: request, response: nil), duration: nil),
            confidence: nil, security: nil, httpStream: nil)
        #expect(matcher.verdicts(on: opening).answers == [false])
        #expect(matcher.limitsReached == 1)
    }
}
