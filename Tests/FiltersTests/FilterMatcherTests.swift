import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Filters

struct FilterMatcherTests {
    @Test(arguments: [
        ("length == 5", true), ("length > 5", false), ("length >= 5 and length <= 5", true), ("length != 5", false),
        ("length in {1, 3..5}", true), ("length in {1, 6..9}", false), ("length < 5.5", true), ("length > 4.5", true),
        ("length < 0.1k", true), ("length == 0x5", true), ("wire_length == 11", true), ("frames == 1", true),
        ("seq == 1", true), ("conn == 1", true), ("conn in {2..3}", false), ("from == client", true),
        ("from != client", false), ("opcode == text", true), ("opcode == 1", true), ("opcode >= 0x8", false),
        ("opcode in {ping, pong}", false), ("not opcode == ping", true), ("compressed", false), ("!compressed", true),
        ("compressed == false", true), ("compressed != true", true), ("time == 1732305600.123456789", true),
        ("time > 1732305600.123456788", true), ("time >= \"2024-11-22 20:00:00\"", true),
        ("time < \"2024-11-22T21:00:00.2+01:00\"", true), ("time == \"2024-11-22 20:00:00.123456789Z\"", true),
        ("text == \"hello\"", true), ("text contains \"ell\"", true), ("text contains \"ELL\"", false),
        ("text ~ \"ELL\"", true), ("text matches \"^hel+o$\"", true), ("text > \"hella\"", true),
        ("text < \"i\"", true),
        ("text in {\"a\"..\"i\"}", true), ("text in {\"a\"..\"b\", \"x\"}", false), ("\"ell\"", true),
        ("payload == \"hello\"", true), ("payload contains 6c:6c", true), ("payload contains 0x6c6c6c", false),
        ("payload == \"h\\x65llo\"", true), ("text", true), ("payload", true), ("code", false), ("code != 1", false),
        ("not code == 1", true), ("reason", false), ("rtt", false), ("delta == 1.5ms", true),
        ("delta < 1500.1us", true),
        ("delta > 1m", false), ("delta", true), ("doubt", false), ("json.a == 1", false), ("finding", false),
        ("severity >= note", false), ("fin", false), ("websocket.payload.ping", false), ("tcp.stream == 1", true),
        ("websocket.opcode == 1", true), ("frame.time_epoch > 1732305600", true),
    ])
    func `a plain text message is asked`(_ expression: String, _ expected: Bool) throws {
        #expect(try Trial.matches(expression, Trial.text("hello"), delta: 1_500_000) == expected)
    }

    @Test(arguments: [
        ("client == 10.0.0.1", true), ("client == 10.0.0.1:52311", true), ("client == 10.0.0.1:1", false),
        ("client == \"10.0.0.1:52311\"", true), ("client == 10.0.0.0/8", true), ("client != 10.0.0.0/8", false),
        ("server == [2001:db8::2]:80", true), ("server == 2001:db8::2", true), ("server == 2001:db8::/32", true),
        ("ip == 10.0.0.0/8", true), ("ip == 2001:db8::2", true),
        ("ip != 10.0.0.1", false), ("ip != 10.0.0.2", true), ("ip in {1.1.1.1, 10.0.0.1}", true), ("ip == ::/0", true),
        ("ip == 0.0.0.0/0", true), ("ip.src == 10.0.0.1", true), ("ip.dst == 10.0.0.1", false),
        ("ip.dst == 2001:db8::2", true),
        ("ip.addr == 10.0.0.1", true), ("port == 80", true), ("port == 52311", true), ("port != 80", false),
        ("port != 81", true), ("port in {8..9, 79..81}", true), ("port > 60000", false),
        ("host == example.com:8080", true),
        ("http.host contains \"example\"", true), ("path == \"/chat?room=1\"", true), ("path matches \"^/CHAT\"", true),
        ("http.request.uri == \"/chat?room=1\"", true), ("url == \"ws://example.com:8080/chat?room=1\"", true),
        ("subprotocol == chat", true), ("status == 101", true), ("tls", false), ("tls == false", true),
        ("source == capture", true), ("source in {live, har}", false), ("header.user-agent contains \"curl\"", true),
        ("header.User-Agent == \"curl/8\"", true), ("header.x-tag == \"b\"", true), ("header.x-tag == \"c\"", true),
        ("header.x-tag != \"b\"", false), ("header.x-tag != \"z\"", true), ("header.none != \"z\"", false),
        ("header.none", false), ("header.\"x-tag\"", true), ("not header.none == \"z\"", true),
    ])
    func `a message has the fields of its connection`(_ expression: String, _ expected: Bool) throws {
        #expect(try Trial.matches(expression, Trial.text("hello")) == expected)
    }

    @Test(arguments: [
        "client", "server == ::/0", "ip", "port > 0", "host", "path", "url", "subprotocol", "status", "tls == false",
        "tls", "source", "header.x", "ip.src == 0.0.0.0/0", "host != \"a\"", "ip != 1.1.1.1", "port != 9",
    ])
    func `nothing is known of a connection whose opening was not told, but its number`(_ expression: String) throws {
        #expect(try Trial.matches(expression, Trial.text("a"), opening: nil) == false)
        #expect(try Trial.matches("not (\(expression)) and conn == 1", Trial.text("a"), opening: nil))
    }

    @Test(arguments: [
        ("code == 1000", true), ("code in {1000..1015}", true), ("reason == \"bye\"", true), ("code != 1000", false),
        ("reason matches \"B.E\"", true), ("opcode == close", true), ("text", false),
        ("payload == 03:e8:62:79:65", true),
        ("websocket.payload.close.status_code == 1000", true), ("not code == 1001", true),
    ])
    func `a Close message is asked`(_ expression: String, _ expected: Bool) throws {
        let close = Trial.message([0x03, 0xe8] + Array("bye".utf8)) { $0.opcode = .close }
        #expect(try Trial.matches(expression, close) == expected)
    }

    @Test func `a Close message of one byte, or of which bytes are missing, has no code`() throws {
        #expect(try !Trial.matches("code or reason", Trial.message([3]) { $0.opcode = .close }))
        let holed = Trial.message([0x03, 0xe8]) {
            $0.opcode = .close
            $0.trouble = Message.Trouble()
            $0.trouble?.missing = 4
        }
        #expect(try !Trial.matches("code or reason", holed))
        let unreadable = Trial.message([0x03, 0xe8, 0xff]) { $0.opcode = .close }
        #expect(try Trial.matches("code == 1000 and not reason", unreadable))
    }

    @Test(arguments: [
        ("rtt == 12ms", true), ("rtt > 0.011", true), ("rtt < 12000us", false), ("opcode == pong", true),
        ("websocket.payload.pong == \"x\"", true), ("websocket.payload.ping", false), ("doubt", true),
        ("doubt == context-lost", true), ("doubt == resynchronised", false), ("doubt != not-inflated", true),
        ("doubt != context-lost", false), ("doubt in {resynchronised, inferred-deflate}", true), ("length", false),
        ("length != 4", false), ("from == server", true), ("ip.src == 2001:db8::2", true), ("compressed == true", true),
        ("frames > 1", true), ("wire_length == 18446744073709551615", true), ("wire_length > 1G", true),
    ])
    func `a pong with troubles is asked`(_ expression: String, _ expected: Bool) throws {
        let pong = Trial.message(Array("x".utf8)) {
            $0.opcode = .pong
            $0.from = .fromServer
            $0.answer = PingAnswer(ping: 1, roundTrip: 12_000_000)
            $0.length = nil
            $0.wireLength = .max
            $0.frames = 2
            $0.isCompressed = true
            $0.trouble = Message.Trouble()
            $0.trouble?.doubt = [.contextLost, .inferredDeflate]
        }
        #expect(try Trial.matches(expression, pong) == expected)
    }

    @Test(arguments: [
        ("fin", true), ("fin == false", true), ("fin != false", false), ("not fin", false), ("rsv == 4", true),
        ("rsv != 4", false), ("rsv in {1..2}", false), ("masked", true), ("masked == 0", true),
        ("mask == 37fa213d", true),
        ("mask == 37:fa:21:3d", true), ("mask != 37fa213d", false), ("mask == \"00000000\"", false),
        ("websocket.masking_key == 0x37fa213d", true), ("header_length == 6", true), ("header_length == 2", false),
        ("header_length == 10", true),
        ("frame.length == 70000", true), ("websocket.payload_length == 5", true), ("frame.length > 1M", false),
    ])
    func `fields of frames ask any frame`(_ expression: String, _ expected: Bool) throws {
        let frames = [
            Trial.frame(FrameHeader(first: 0x41, second: 0x85, length: 5, key: 0x37fa_213d)),
            Trial.frame(FrameHeader(first: 0x80, second: 0x7f, length: 70_000, key: 0), number: 2),
        ]
        #expect(try Trial.matches(expression, Trial.text("a"), frames: frames) == expected)
    }

    @Test(arguments: [
        ("finding", true), ("finding == rfc6455-a", true), ("finding != rfc6455-a", false), ("finding != other", true),
        ("finding contains \"6455\"", true), ("severity == error", true), ("severity >= warning", true),
        ("severity != error", false), ("severity < warning", true), ("severity in {warning}", false),
    ])
    func `a message has the findings about it`(_ expression: String, _ expected: Bool) throws {
        let findings = [Trial.finding("rfc6455-a", .error, message: 1), Trial.finding("x", .note, message: 1)]
        #expect(try Trial.matches(expression, Trial.text("a"), findings: findings) == expected)
    }

    @Test(arguments: [
        ("conn == 1 and length == 1 or length == 5", true), ("length == 5 or conn == 2 and conn == 3", true),
        ("(length == 5 or conn == 2) and conn == 3", false), ("not length == 5 or conn == 1", true),
        ("not (length == 5 or conn == 1)", false), ("not not length == 5", true),
        ("!(conn == 2) && !(conn == 3)", true),
        ("conn == 2 || conn == 3 || conn == 1", true), ("conn == 1 && conn == 1 && conn == 2", false),
        ("(conn == 2 or (conn == 1 and not (length == 4 or length == 6)))", true),
        ("conn == 1 AND NOT conn == 2", true),
    ])
    func `conditions are joined`(_ expression: String, _ expected: Bool) throws {
        #expect(try Trial.matches(expression, Trial.text("hello")) == expected)
    }

    @Test func `a catastrophic pattern stops at the limit and counts as no match`() throws {
        var batch = TrafficBatch()
        let payload = [UInt8](repeating: 0x61, count: 40) + [0x62]
        let (message, bytes) = Trial.message(payload)
        batch.restore(message, payload: bytes.span.bytes)
        var matcher = FilterMatcher(try Filter("text matches \"^(a+)+$\""))
        let surroundings = FilterMatcher.Surroundings(matcher.verdicts(on: Trial.opening()))
        guard case .message(let told) = batch[0] else { return }
        let answer = matcher.matches(told, in: batch, surroundings)
        #expect(!answer)
        #expect(matcher.limitsReached == 1)
    }

    @Test func `an opening and a finding have no fields of messages`() throws {
        for (expression, opens, finds) in [
            ("host", true, true), ("length", false, false), ("not length", true, true), ("finding == r", false, true),
            ("severity > note and conn == 1", false, true), ("time", false, false), ("delta", false, false),
            ("ip.src == 10.0.0.1", false, false), ("json.a or text or payload or fin", false, false),
        ] {
            var matcher = FilterMatcher(try Filter(expression))
            let verdicts = matcher.verdicts(on: Trial.opening())
            let answers = (matcher.matches(verdicts), matcher.matches(Trial.finding("r"), of: verdicts))
            #expect(answers == (opens, finds), "\(expression)")
        }
    }
}
