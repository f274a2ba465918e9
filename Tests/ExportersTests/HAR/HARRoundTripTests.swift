import ByteStreams
import Exporters
import Testing
import TestKit
import WebSocketWire

@testable import Dissection

/// What is exported as HAR and imported again is told as it was at first.
struct HARRoundTripTests {
    /// The JSON lines of a batch's events.
    private static func lines(_ fill: (inout TrafficBatch) -> Void) -> [String] {
        var batch = TrafficBatch()
        fill(&batch)
        let text = printed { output in
            var exporter = JSONLinesExporter()
            exporter.write(batch, to: &output)
        }
        return text.split(separator: "\n").map(String.init)
    }

    private static let request = """
        GET /chat?room=1&x HTTP/1.1
        Host: example.com
        Upgrade: websocket
        Connection: keep-alive, Upgrade
        Cookie: a=1; b=2
        sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==
        X-Odd: "quoted" é
        X-Odd:


        """
    private static let response = """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
        Set-Cookie: c=3; Path=/


        """

    private static func opening(_ connection: Int, _ change: (inout Opening) -> Void = { _ in }) -> ConnectionOpening {
        var opening = Opening()
        opening.handshake = Sample.handshake(request, response, duration: 1_234_567)
        change(&opening)
        return ConnectionOpening(
            connection: connection, time: Sample.time, client: Sample.client, server: Sample.server,
            source: opening.source, handshake: opening.handshake, confidence: opening.confidence,
            security: opening.security, httpStream: opening.stream)
    }

    struct Opening {
        var source = TrafficSource.capture
        var handshake: ConnectionOpening.Handshake?
        var confidence: Double?
        var security: StreamSecurity?
        var stream: UInt32?
    }

    private static func closing(_ connection: Int, _ outcome: ConnectionOutcome, _ code: UInt16? = nil)
        -> ConnectionClosing
    {
        var numbers = PerDirection()
        numbers.client = .max
        numbers.server = 7
        return ConnectionClosing(
            connection: connection, time: Timestamp(nanoseconds: Sample.time.nanoseconds + 5_000_000_001),
            outcome: outcome, by: code == nil ? nil : .fromServer, code: code.map { CloseCode(rawValue: $0) },
            messages: numbers, bytes: numbers)
    }

    private static func message(
        _ batch: inout TrafficBatch, _ number: Int, _ opcode: Opcode, _ payload: [UInt8],
        _ change: (inout RestoredMessage) -> Void = { _ in }
    ) {
        var message = RestoredMessage()
        message.connection = 1
        message.number = number
        message.time = Timestamp(nanoseconds: Sample.time.nanoseconds + Int64(number))
        message.from = number % 2 == 0 ? .fromServer : .fromClient
        message.opcode = opcode
        message.length = UInt64(payload.count)
        message.wireLength = UInt64(payload.count) + 6
        if opcode == .text { message.textLength = payload.count }
        change(&message)
        batch.restore(message, payload: payload.span.bytes)
    }

    private static func allMessages(_ batch: inout TrafficBatch) {
        message(&batch, 1, .text, Array("Hello, \"world\"\n\u{0}é漢🤷\u{2028}".utf8))
        message(&batch, 2, .binary, [0, 1, 2, 0xff]) {
            $0.frames = 3; $0.isCompressed = true
        }
        message(&batch, 3, .text, [])
        message(&batch, 4, .text, [0x61, 0xff, 0x62]) { $0.textLength = nil }
        message(&batch, 5, .text, [0x61, 0xf0, 0x9f]) {
            $0.textLength = 1; $0.isCapped = true; $0.length = 1 << 40
        }
        message(&batch, 6, .binary, [9, 9]) { message in
            message.isCapped = true
            message.length = .max
            message.wireLength = .max
        }
        message(&batch, 7, .text, Array("abcd".utf8)) { message in
            message.length = 10
            message.trouble = Message.Trouble(
                missing: 6, holes: [Hole(offset: 1, length: 4), Hole(offset: 7, length: 2)], isIncomplete: true,
                doubt: [.resynchronised, .contextLost, .inferredDeflate])
        }
        message(&batch, 8, .text, [1, 2, 3]) { message in
            message.textLength = nil
            message.length = nil
            message.isCompressed = true
            message.trouble = Message.Trouble(missing: 0, holes: [], isIncomplete: false, doubt: .notInflated)
        }
        message(&batch, 9, Opcode(rawValue: 3), [1])
        message(&batch, 10, .continuation, [])
        message(&batch, 12, .text, Array("late".utf8)) { $0.time = Timestamp(nanoseconds: -1) }
        message(&batch, 11, .text, Array("early".utf8)) { $0.time = Timestamp(nanoseconds: .max) }
    }

    private static func controlMessages(_ batch: inout TrafficBatch) {
        message(&batch, 13, .ping, [1])
        message(&batch, 14, .pong, [1]) { $0.answer = PingAnswer(ping: 13, roundTrip: 1_234_567) }
        message(&batch, 15, .pong, []) { $0.answer = PingAnswer(ping: 13, roundTrip: -5) }
        message(&batch, 16, .close, [3, 0xe8] + Array("bye \"é\"".utf8))
        message(&batch, 17, .close, [3])
        message(&batch, 18, .close, [3, 0xe8]) { message in
            message.trouble = Message.Trouble(missing: 0, holes: [], isIncomplete: false, doubt: [])
        }
        message(&batch, 19, Opcode(rawValue: 0xf), [7])
    }

    @Test func `data messages come back as they were`() {
        let fill: (inout TrafficBatch) -> Void = { batch in
            batch.restore(Self.opening(1))
            Self.allMessages(&batch)
            batch.restore(Self.closing(1, .clean, 1000))
        }
        let telling = HARTelling(har(fill))
        #expect(telling.failure == nil)
        #expect(telling.lines == Self.lines(fill))
        #expect(telling.lines("message").count == 12)
    }

    @Test func `control messages and findings come back where they are asked for, and are left out where not`() {
        let finding = Finding(
            connection: 1, message: 4, time: Sample.time,
            violation: Violation(FrameRules.reservedOpcode, "the \"detail\"\n"))
        let other = Finding(
            connection: 1, message: nil, time: Sample.time, violation: Violation(StreamRules.noClose, "x"))
        let fill: (inout TrafficBatch) -> Void = { batch in
            batch.restore(Self.opening(1))
            Self.allMessages(&batch)
            Self.controlMessages(&batch)
            batch.restore(finding)
            batch.restore(other)
            batch.restore(Self.closing(1, .oneSided, 1000))
        }
        #expect(HARTelling(har(control: true, fill)).lines == Self.lines(fill))
        let without = HARTelling(har(fill))
        #expect(without.lines("message") == Self.lines(Self.allMessages))
        #expect(without.lines("finding").isEmpty)
    }

    @Test func `connections of every kind come back`() throws {
        var security = StreamSecurity()
        security.version = "1.3"
        security.cipherSuite = "TLS_AES_128_GCM_SHA256"
        security.serverName = "example.com"
        security.applicationProtocol = "h2"
        security.certificateNames = ["a", "b\"c"]
        let head = HTTPHead(
            .request(method: "CONNECT", target: "/chat", .http2),
            fields: [
                HTTPField(":method", "CONNECT"), HTTPField(":protocol", "websocket"), HTTPField(":scheme", "https"),
                HTTPField(":path", "/chat"), HTTPField(":authority", "h"),
            ])
        let accepted = HTTPHead(.response(.http2, status: 200, reason: ""), fields: [HTTPField(":status", "200")])
        let openings: [ConnectionOpening] = [
            Self.opening(1),
            Self.opening(2) {
                $0.security = StreamSecurity(); $0.source = .live
            },
            Self.opening(3) { opening in
                opening.security = security
                opening.stream = 5
                opening.handshake = ConnectionOpening.Handshake(
                    request: head, response: accepted, upgrade: Upgrade(request: head, response: accepted), duration: 1)
            },
            Self.opening(4) {
                $0.handshake = nil; $0.confidence = 0.87
            },
            Self.opening(5) { $0.handshake = Sample.handshake(Self.request, nil) },
            Self.opening(6) { $0.handshake = Sample.handshake(nil, Self.response) },
            Self.opening(7) { $0.handshake = Sample.handshake(Self.request, "HTTP/1.1 403\nContent-Length: 0\n\n") },
            Self.opening(9) {
                $0.handshake = Sample.handshake("GET http://other/x?y HTTP/1.0\nUpgrade: websocket\n\n", nil)
            },
            Self.opening(20) { $0.handshake = Sample.handshake("GET /no-host HTTP/1.7\nUpgrade: websocket\n\n", nil) },
            Self.opening(21) { $0.handshake = Sample.handshake(Self.request, "HTTP/1.1 000 \n\n", duration: -5) },
        ]
        let outcomes: [ConnectionOutcome] = [.clean, .oneSided, .reset, .finished, .open, .aborted, .refused]
        let fill: (inout TrafficBatch) -> Void = { batch in
            for (index, opening) in openings.enumerated() {
                batch.restore(opening)
                batch.restore(
                    Self.closing(opening.connection, outcomes[index % 7], index % 2 == 0 ? 1001 : nil))
            }
        }
        let telling = HARTelling(har(fill))
        let expected = Self.lines(fill)
        #expect(telling.lines.count == expected.count)
        for (line, other) in zip(telling.lines, expected) { #expect(line == other) }
    }

    @Test func `heads come back with their bytes and what they break`() throws {
        let handshake = Sample.handshake(Self.request, Self.response)
        let text = har { batch in
            batch.restore(Self.opening(1) { $0.handshake = handshake })
        }
        var batch = TrafficBatch()
        var importer = HARImporter()
        importer.feed(Array(text.utf8).span.bytes, into: &batch)
        importer.end(into: &batch)
        guard case .opened(let opening) = batch[0] else {
            Issue.record("no opening")
            return
        }
        #expect(opening.handshake?.response == handshake.response)
        #expect(opening.handshake?.request?.fields == handshake.request?.fields)
        #expect(opening.handshake?.upgrade.violations == handshake.upgrade.violations)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 1_000])
    func `a file says the same in pieces of any size`(_ piece: Int) {
        let text = har(control: true) { batch in
            batch.restore(Self.opening(1))
            Self.allMessages(&batch)
            Self.controlMessages(&batch)
            batch.restore(Self.closing(1, .clean, 1000))
        }
        #expect(HARTelling(text, piece: piece) == HARTelling(text))
    }

    @Test(arguments: 0..<20)
    func `whatever a message carries comes back`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let texts = (0..<50).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
                        Unicode.Scalar(
                            UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7f : 0x1ffff), using: &random))
                    }))
        }
        let bytes = (0..<50).map { _ in
            (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        let fill: (inout TrafficBatch) -> Void = { batch in
            batch.restore(Self.opening(1))
            for (index, text) in texts.enumerated() {
                Self.message(&batch, index * 2 + 1, .text, Array(text.utf8))
                Self.message(&batch, index * 2 + 2, .binary, bytes[index])
            }
            batch.restore(Self.closing(1, .open))
        }
        #expect(HARTelling(har(fill)).lines == Self.lines(fill))
    }

    @Test func `large messages come back`() {
        let large = String(repeating: "0123456789\n", count: 200_000)
        let fill: (inout TrafficBatch) -> Void = { batch in
            batch.restore(Self.opening(1))
            Self.message(&batch, 1, .text, Array(large.utf8))
            Self.message(&batch, 2, .binary, Array(large.utf8))
            batch.restore(Self.closing(1, .open))
        }
        #expect(HARTelling(har(fill), piece: 65_536).lines == Self.lines(fill))
    }
}
