import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HAREntryTextTests {
    private static func entry(_ event: TrafficEvent) throws -> JSONValue {
        guard case .opened(let opening) = event else { throw NoOpening() }
        return try #require(JSONValue(printed { HAREntryText.write(opening, to: &$0) } + "}"))
    }

    private struct NoOpening: Error {}

    private static func pairs(_ pairs: (String, String)...) -> JSONValue {
        .array(pairs.map { .object(["name": .string($0.0), "value": .string($0.1)]) })
    }

    @Test func `a handshake`() throws {
        let entry = try Self.entry(
            Sample.opening(
                Sample.handshake(
                    "GET /chat?room=1&x&y=a=b HTTP/1.1\nHost: h\nUpgrade: websocket\nCookie: a=1;  b; c=\n\n",
                    "HTTP/1.1 101 OK\nUpgrade: websocket\nSet-Cookie: c=3; Path=/\nLocation: /l\n\n",
                    duration: 1_456_790)))
        #expect(entry["startedDateTime"] == .string("2024-11-22T20:00:00.121Z"))
        #expect(entry["request"]?["url"] == .string("ws://h/chat?room=1&x&y=a=b"))
        #expect(entry["request"]?["queryString"] == Self.pairs(("room", "1"), ("x", ""), ("y", "a=b")))
        #expect(entry["request"]?["cookies"] == Self.pairs(("a", "1"), ("b", ""), ("c", "")))
        #expect(
            entry["request"]?["headers"]
                == Self.pairs(("Host", "h"), ("Upgrade", "websocket"), ("Cookie", "a=1;  b; c=")))
        #expect(entry["request"]?["headersSize"] == .number("87"))
        #expect(entry["response"]?["cookies"] == Self.pairs(("c", "3")))
        #expect(entry["response"]?["redirectURL"] == .string("/l"))
        #expect(entry["serverIPAddress"] == .string("2001:db8::2"))
        #expect(entry["connection"] == .string("80"))
        #expect(entry["_wscope"]?["handshake_ns"] == .number("1456790"))
        #expect(entry["_wscope"]?["time_ns"] == .string("1732305600123456789"))
    }

    @Test func `a connection whose beginning was not seen`() throws {
        var security = StreamSecurity()
        security.certificateNames = ["a", "b"]
        let entry = try Self.entry(Sample.opening(nil, confidence: 0.875, security: security, httpStream: 3))
        #expect(entry["request"]?["url"] == .string("wss://[2001:db8::2]:80/"))
        #expect(entry["request"]?["method"] == .string("GET"))
        #expect((entry["request"]?["_unseen"], entry["response"]?["_unseen"]) == (.bool(true), .bool(true)))
        #expect(entry["response"]?["status"] == .number("0"))
        #expect(entry["_wscope"]?["confidence"] == .number("0.875"))
        #expect(entry["_wscope"]?["stream"] == .number("3"))
        #expect(entry["_wscope"]?["tls"] == .object(["names": .array([.string("a"), .string("b")])]))
    }

    @Test func `a duration that no time can have begun before is passed over`() throws {
        let opening = ConnectionOpening(
            connection: 1, time: Timestamp(nanoseconds: .min), client: Sample.client, server: Sample.server,
            source: .capture, handshake: Sample.handshake("GET / HTTP/1.1\n\n", nil, duration: .max), confidence: .nan,
            security: nil, httpStream: nil)
        #expect(try Self.entry(.opened(opening))["startedDateTime"] == .string("1677-09-21T00:12:43.145Z"))
    }
}
