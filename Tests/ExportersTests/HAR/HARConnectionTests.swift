import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARConnectionTests {
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
}
