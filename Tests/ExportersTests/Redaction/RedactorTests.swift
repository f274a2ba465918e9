import ByteStreams
import Dissection
import Exporters
import JSONText
import TestKit
import Testing
import WebSocketWire

struct RedactorTests {
    static let key: [UInt8] = Array(7..<39)

    /// Everything that the exporters write of a batch without its secrets.
    static func outputs(rules: RedactionRules = .usual, key: [UInt8] = key, _ fill: (inout TrafficBatch) -> Void)
        -> (lines: String, packets: [UInt8])
    {
        var clean = TrafficBatch()
        clean.fill(fill, without: rules, key)
        let lines = printed { output in
            var exporter = JSONLinesExporter()
            exporter.write(clean, to: &output)
        }
        let packets = withoutActuallyEscaping(fill) { fill in
            PacketExport { $0.fill(fill, without: rules, key) }
        }
        return (lines, packets.bytes)
    }

    static func expectAbsent(_ secret: String, _ lines: String, _ packets: [UInt8], _ what: Comment? = nil) {
        let units = Array(secret.utf8)
        #expect(!lines.contains(secret), what)
        #expect(packets.firstRange(of: units) == nil, what)
        let hex = units.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(!lines.contains(hex), what)
        for skip in 0..<3 where units.count >= 8 {
            let middle = Array(units.dropFirst(skip).prefix((units.count - skip) / 3 * 3))
            #expect(!lines.contains(Base64.encoded(middle)), what)
        }
    }

    /// Secrets that were planted at random.
    private struct Planted {
        var secrets: [String] = []
        var random: SeededRandom

        mutating func secret() -> String {
            let length = Int.random(in: 6...40, using: &random)
            let alphabet = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            secrets.append(text)
            return text
        }

        mutating func request() -> String {
            "GET /a?token=\(secret())&x=1&sid=\(secret()) HTTP/1.1\nHost: h\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Protocol: chat, access_token, \(secret())\nX-Session-Token: \(secret())\n"
                + "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.\(secret()), x\n"
                + "X-Forwarded-Uri: /?a=1&X-Amz-Signature=\(secret())\nAuthorization: Bearer \(secret())\nCookie: a=\(secret()); b=\(secret())\n"
                + "Origin: https://\(secret()):\(secret())@h\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
                + "Sec-WebSocket-Version: 13\n\n"
        }

        mutating func response() -> String {
            "HTTP/1.1 101 S\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Protocol: chat\nSet-Cookie: s=\(secret()); Path=/\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n\n"
        }

        mutating func texts() -> [String] {
            let twice = secret()
            return [
                "{\"password\":\"\(secret())\",\"keep\":\"this\"}",
                "[1,{\"auth\":{\"a\":[\"\(secret())\",\"\(secret())\"]}}]",
                "42[\"e\",{\"access_token\":\"\(secret())\"}]", "{\"d\":\"{\\\"token\\\":\\\"\(secret())\\\"}\"}",
                "{\"pwd\":\"\(twice)\",\"again\":1,\"secret\":\"\(twice)\"}", "broken {\"jwt\" : \"\(secret())\", ",
                "{\"x\":1,\"session\":\"\(secret())", "{\"a\":\"Bearer \(secret())\"}", "auth: Bearer \(secret())",
                "{\"url\":\"wss://h/?token=\(secret())\"}", "token=\(secret())&a=1", "{'token':'\(secret())'}",
                "CONNECT\nlogin:\(secret())\npasscode:\(secret())\n\n\u{0}", "{token:\"\(secret())\"}",
                "[\"CONNECT\\npasscode:\(secret())\\n\\n\\u0000\"]", "say basic \(secret()) twice",
                "{\"u\":\"wss:\\/\\/\(secret()):\(secret())@h\\/?a=1\\u0026sid=\(secret())\"}",
                "{\"x-api-key\":\"\(secret())\",\"cookie\":\"\(secret())\"}",
            ]
        }
    }

    @Test(arguments: 1...25)
    func `nothing of a secret is left in any output`(_ seed: UInt64) throws {
        var planted = Planted(random: SeededRandom(seed: seed))
        let (head, answer, texts) = (planted.request(), planted.response(), planted.texts())
        let secrets = planted.secrets
        let (lines, packets) = Self.outputs { batch in
            batch.restore(Script.opening(Sample.handshake(head, answer, duration: 1)))
            for (index, text) in texts.enumerated() {
                Script.message(&batch, index + 1, .fromClient, first: 0x81, text, at: Int64(10 + index))
            }
            batch.restore(
                Finding(
                    connection: 1, message: nil, time: Script.time(90),
                    violation: Violation(StreamRules.noClose, "quotes \(secrets[2]) and \(secrets[3].prefix(6))…")))
        }
        for secret in secrets + ["dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="] {
            Self.expectAbsent(secret, lines, packets, "seed \(seed): \(secret)")
        }
        #expect(lines.contains("\\\"keep\\\":\\\"this\\\""))
        let told = CaptureStory(of: packets)
        #expect(told.lines(["finding"]).allSatisfy { !$0.contains("rfc6455-4") })
        #expect(told.lines(["message"]).count == texts.count)
    }

    @Test func `JSON stays JSON, of the same length, and equal secrets stay equal`() throws {
        let text = #"{"password":"hunter2","n":[{"token":"hunter2"},{"otp":4711}],"größe":"価","ok":true}"#
        let (lines, _) = Self.outputs { Script.message(&$0, 1, .fromClient, first: 0x81, text) }
        let line = try #require(JSONValue(String(lines.dropLast())))
        guard case .string(let shown)? = line["text"] else { return #expect(Bool(false)) }
        #expect(shown.utf8.count == text.utf8.count)
        let value = try #require(JSONValue(shown))
        #expect(value["größe"] == .string("価"))
        guard case .string(let password)? = value["password"] else { return #expect(Bool(false)) }
        #expect(shown.ranges(of: password).count == 2)
        #expect(password != "hunter2")
    }

    @Test func `the same key gives the same pseudonyms, another key others`() {
        let fill: (inout TrafficBatch) -> Void = {
            Script.message(&$0, 1, .fromClient, first: 0x81, #"{"token":"abcdefgh"}"#)
        }
        let one = Self.outputs(fill)
        #expect(one.lines == Self.outputs(fill).lines)
        #expect(one.lines != Self.outputs(key: Array(1..<33), fill).lines)
    }

    @Test func `what is no secret, and messages that are not text, pass as they are`() {
        let fill: (inout TrafficBatch) -> Void = { batch in
            Script.open(&batch)
            Script.message(&batch, 1, .fromClient, first: 0x81, #"{"a":1}"#)
            Script.message(&batch, 2, .fromServer, first: 0x82, "\u{1}{\"token\":\"abc\"}")
            Script.message(&batch, 4, .fromServer, first: 0x89, #"{"token":"abc"}"#)
            Script.message(&batch, 5, .fromServer, first: 0x8a, "token=abc")
            Script.message(&batch, 6, .fromServer, first: 0x81, "good morning, basically: code=7 key: 3 12:30 ://?x=y")
            Script.message(&batch, 3, .fromServer, first: 0x88, "\u{3}\u{68}token=abc")
        }
        var batch = TrafficBatch()
        fill(&batch)
        let plain = printed { output in
            var exporter = JSONLinesExporter(selection: .messages)
            exporter.write(batch, to: &output)
        }
        #expect(Self.outputs(fill).lines.hasSuffix(plain))
    }

    @Test(arguments: [
        #"{"a":"Bearer abcd","b":[true,false,1.5],"c":"\n\u0026token=abcd"}"#, "CONNECT\npasscode:abcd\n\n\0",
        #"{"password":"größe"}"#,
    ])
    func `a binary message that is text loses what a text message does, whole or cut`(_ text: String) throws {
        let count = text.utf8.count
        for cut in [0, 1] {
            var batch = TrafficBatch()
            for opcode in [Opcode.text, .binary, .continuation] {
                var message = RestoredMessage()
                message.connection = 1
                message.opcode = opcode
                message.isCapped = cut > 0
                message.length = UInt64(count)
                let payload = Array(text.utf8.dropLast(cut))
                batch.restore(message, payload: payload.span.bytes)
            }
            var redactor = Redactor(key: Self.key)
            var clean = TrafficBatch()
            redactor.redact(batch, into: &clean)
            let payloads = clean.events.compactMap { event -> [UInt8]? in
                guard case .message(let message) = event else { return nil }
                return clean.withBytes(of: message) { $0.copied }
            }
            #expect(payloads.count == 3)
            #expect(Set(payloads).count == 1)
            #expect(payloads[0].count == count - cut && payloads[0] != Array(text.utf8.dropLast(cut)))
            if text.hasPrefix("{"), cut == 0 { #expect(JSONValue(String(decoding: payloads[0], as: UTF8.self)) != nil) }
        }
    }

    @Test func `a compressed message keeps its compressed bytes only where nothing was replaced`() {
        for (text, isKept) in [(#"{"a":"b"}"#, true), (#"{"token":"b"}"#, false)] {
            var batch = TrafficBatch()
            var message = RestoredMessage()
            message.connection = 1
            message.isCompressed = true
            message.length = UInt64(text.utf8.count)
            let wire: [UInt8] = [1, 2, 3]
            batch.restore(message, payload: Array(text.utf8).span.bytes, compressed: wire.span.bytes)
            var redactor = Redactor(key: Self.key)
            var clean = TrafficBatch()
            redactor.redact(batch, into: &clean)
            guard case .message(let told) = clean[0] else { return #expect(Bool(false)) }
            #expect((clean.withCompressedBytes(of: told) { $0.byteCount } == 3) == isKept)
            #expect(told.isCompressed)
        }
    }
}

extension TrafficBatch {
    /// Adds what `fill` puts into a batch, without its secrets.
    fileprivate mutating func fill(_ fill: (inout TrafficBatch) -> Void, without rules: RedactionRules, _ key: [UInt8])
    {
        var batch = TrafficBatch()
        fill(&batch)
        var redactor = Redactor(rules: rules, key: key)
        redactor.redact(batch, into: &self)
    }
}
