import ByteStreams
import Exporters
import JSONText
import Testing
import WebSocketWire

@testable import Dissection

struct JSONLinesExporterTests {
    /// The line of a batch's only event.
    static func line(_ selection: Selection = [.usual, .frames], _ fill: (inout TrafficBatch) -> Void) -> String {
        var batch = TrafficBatch()
        fill(&batch)
        return printed { output in
            var exporter = JSONLinesExporter(selection: selection)
            exporter.write(batch, to: &output)
        }
    }

    static func value(_ fill: (inout TrafficBatch) -> Void) throws -> JSONValue {
        let text = line([.usual, .frames], fill)
        #expect(text.hasSuffix("}\n"))
        #expect(text.split(separator: "\n").count == 1)
        return try #require(JSONValue(String(text.dropLast())), "\(text)")
    }

    @Test func `a text message`() {
        #expect(
            Self.line { Sample.message(&$0, .text, Array("Hello, world!".utf8)) }
                == "{\"type\":\"message\",\"conn\":1,\"seq\":2,\"time\":1732305600.123456789,\"from\":\"client\","
                + "\"opcode\":\"text\",\"length\":13,\"wire_length\":19,\"frames\":1,\"compressed\":false,"
                + "\"text\":\"Hello, world!\"}\n")
    }

    @Test(arguments: [
        "", "plain", "quote \" backslash \\ slash /", "\u{0}\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}", "grüße 漢字 🤷‍♀️",
        "\u{2028}\u{2029}\u{feff}\u{202e}", String(repeating: "a\"", count: 40_000), "seven b\"", "eight by\u{1}",
    ])
    func `any text comes back as it was`(_ text: String) throws {
        let value = try Self.value { Sample.message(&$0, .text, Array(text.utf8)) }
        #expect(value["text"] == .string(text))
        #expect(value["base64"] == nil)
    }

    @Test(
        arguments: [
            ([], ""), ([0], "AA=="), ([0, 1], "AAE="), ([0, 1, 2], "AAEC"), ([255, 254, 253, 252], "//79/A=="),
            (Array(0..<13), "AAECAwQFBgcICQoLDA=="),
        ] as [([UInt8], String)])
    func `what is not text is base64`(_ payload: [UInt8], _ base64: String) throws {
        for opcode in [Opcode.binary, .ping, .pong, Opcode(rawValue: 3), .continuation] {
            let value = try Self.value { Sample.message(&$0, opcode, payload) }
            #expect(value["base64"] == .string(base64))
            #expect(value["text"] == nil)
            #expect(value["opcode"] == .string(opcode.description))
        }
        let broken = try Self.value { Sample.message(&$0, .text, payload) { $0.textLength = nil } }
        #expect(broken["base64"] == .string(base64))
    }

    @Test(arguments: 0..<200)
    func `base64 of every length comes back`(_ count: Int) throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let value = try Self.value { Sample.message(&$0, .binary, payload) }
        guard case .string(let text)? = value["base64"] else {
            Issue.record("no base64")
            return
        }
        #expect(Base64.decoded(text) == payload)
    }

    @Test func `a message without anything unusual says nothing more`() throws {
        let value = try Self.value { Sample.message(&$0, .text, [0x61]) }
        #expect(
            value.names == [
                "type", "conn", "seq", "time", "from", "opcode", "length", "wire_length", "frames", "compressed",
                "text",
            ])
    }

    @Test func `what is cut, missing or doubtful is said`() throws {
        let value = try Self.value { batch in
            Sample.message(&batch, .text, Array("abc\u{e4}".utf8)) { unusual in
                unusual.from = .fromServer
                unusual.length = 18_446_744_073_709_551_615
                unusual.frames = 7
                unusual.isCompressed = true
                unusual.textLength = 3
                unusual.isCapped = true
                var trouble = Message.Trouble()
                trouble.missing = 12
                trouble.holes = [Hole(offset: 3, length: 4), Hole(offset: 10, length: 8)]
                trouble.isIncomplete = true
                trouble.doubt = [.resynchronised, .contextLost, .inferredDeflate, .notInflated]
                unusual.trouble = trouble
            }
        }
        #expect(value["from"] == .string("server"))
        #expect(value["length"] == .number("18446744073709551615"))
        #expect(value["frames"] == .number("7"))
        #expect(value["compressed"] == .bool(true))
        #expect(value["text"] == .string("abc"))
        #expect(value["kept"] == .number("5"))
        #expect(value["missing"] == .number("12"))
        #expect(
            value["holes"] == .array([.array([.number("3"), .number("4")]), .array([.number("10"), .number("8")])]))
        #expect(value["incomplete"] == .bool(true))
        #expect(
            value["doubt"]
                == .array(["resynchronised", "context-lost", "inferred-deflate", "not-inflated"].map { .string($0) }))
    }

    @Test func `a message that could not be inflated has no length`() throws {
        let value = try Self.value {
            Sample.message(&$0, .text, [1, 2]) { ($0.hasLength, $0.textLength) = (false, nil) }
        }
        #expect(value["length"] == nil)
        #expect(value["base64"] == .string("AQI="))
    }

    @Test(arguments: [(12_345_499, "12.345"), (12_345_500, "12.346"), (0, "0.000"), (-2_000_000, "-2.000")])
    func `a pong says which ping it answers`(_ nanoseconds: Int64, _ milliseconds: String) throws {
        let value = try Self.value {
            Sample.message(&$0, .pong, []) { $0.answer = PingAnswer(ping: 4, roundTrip: nanoseconds) }
        }
        #expect(value["answers"] == .number("4"))
        #expect(value["rtt_ms"] == .number(milliseconds))
    }

    @Test(
        arguments: [
            ([], nil, nil, nil), ([3], nil, nil, "Aw=="), ([3, 0xe8], "1000", "", nil),
            ([3, 0xe8, 0x62, 0x79, 0x65], "1000", "bye", nil), ([3, 0xe8, 0xff], "1000", nil, "A+j/"),
            ([0xff, 0xff, 0x22], "65535", "\"", nil),
        ] as [([UInt8], String?, String?, String?)])
    func `a Close frame tells its code and reason, or its body`(
        _ body: [UInt8], _ code: String?, _ reason: String?, _ base64: String?
    ) throws {
        let value = try Self.value { Sample.message(&$0, .close, body) }
        #expect(value["code"] == code.map { .number($0) })
        #expect(value["reason"] == reason.map { .string($0) })
        #expect(value["base64"] == base64.map { .string($0) })
        #expect(value["text"] == nil)
    }

    @Test func `a Close frame of which bytes are missing tells its body only`() throws {
        let value = try Self.value { batch in
            Sample.message(&batch, .close, [3, 0xe8, 0x62]) { unusual in
                var trouble = Message.Trouble()
                trouble.missing = 2
                unusual.trouble = trouble
            }
        }
        #expect((value["code"], value["reason"]) == (nil, nil))
        #expect(value["base64"] == .string("A+hi"))
    }

    @Test func `a frame`() {
        let header = FrameHeader(first: 0x81, second: 0x8d, length: 13, key: 0x37fa_213d)
        #expect(
            Self.line { $0.append(Sample.frame(header)) }
                == "{\"type\":\"frame\",\"conn\":1,\"seq\":3,\"frame\":2,\"time\":1732305600.123456789,"
                + "\"from\":\"client\",\"fin\":true,\"rsv\":0,\"opcode\":\"text\",\"masked\":true,"
                + "\"mask\":\"37fa213d\",\"header_length\":6,\"length\":13}\n")
    }

    @Test func `a frame without mask, with reserved bits and opcode`() throws {
        let header = FrameHeader(first: 0x7c, second: 127, length: 1 << 63, key: 0)
        let value = try Self.value { $0.append(Sample.frame(header, from: .fromServer)) }
        #expect(value["fin"] == .bool(false))
        #expect(value["rsv"] == .number("7"))
        #expect(value["opcode"] == .string("0xc"))
        #expect(value["masked"] == .bool(false))
        #expect(value["mask"] == nil)
        #expect(value["header_length"] == .number("10"))
        #expect(value["length"] == .number("9223372036854775808"))
        let small = try Self.value { $0.append(Sample.frame(FrameHeader(first: 0, second: 0x80, length: 0, key: 1))) }
        #expect((small["opcode"], small["mask"]) == (.string("continuation"), .string("00000001")))
    }

    @Test func `a finding`() throws {
        let value = try Self.value {
            $0.append(Sample.finding(7, FrameRules.reservedOpcode, "the \"detail\"\n"))
        }
        #expect(
            value
                == .object([
                    "type": .string("finding"), "conn": .number("1"), "seq": .number("7"),
                    "time": .number("1732305600.123456789"), "severity": .string("error"),
                    "rule": .string("rfc6455-5.2-reserved-opcode"), "detail": .string("the \"detail\"\n"),
                ]))
        let other = try Self.value { $0.append(Sample.finding(nil, StreamRules.noClose, "x")) }
        #expect(other["seq"] == nil)
        #expect(other["severity"] == .string("warning"))
    }

    @Test(arguments: [
        (Selection.connections, "open close"), (.messages, "message"), (.frames, "frame"), (.findings, "finding"),
        (.usual, "open message finding close"), (Selection(), ""),
    ])
    func `only what is selected is written`(_ selection: Selection, _ types: String) {
        let text = Self.line(selection) { batch in
            batch.append(Sample.opening(nil))
            batch.append(Sample.frame(FrameHeader(first: 0x81, second: 0, length: 0, key: 0)))
            Sample.message(&batch, .text, [])
            batch.append(Sample.finding(nil, StreamRules.noClose, ""))
            batch.append(Sample.closing(.open))
        }
        let told = text.split(separator: "\n").compactMap { line in
            if case .string(let type)? = JSONValue(String(line))?["type"] { type } else { nil }
        }
        #expect(told.joined(separator: " ") == types)
    }
}
