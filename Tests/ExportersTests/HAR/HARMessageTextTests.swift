import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARMessageTextTests {
    private static func text(
        _ opcode: Opcode, _ bytes: [UInt8], _ change: (inout Sample.Unusual) -> Void = { _ in }
    ) -> String {
        var batch = TrafficBatch()
        Sample.message(&batch, opcode, bytes, change)
        return printed { output in
            guard case .message(let message) = batch[0] else { return }
            batch.withBytes(of: message) { HARMessageText.write(message, batch.trouble(of: message), $0, to: &output) }
        }
    }

    private static func value(
        _ opcode: Opcode, _ bytes: [UInt8], _ change: (inout Sample.Unusual) -> Void = { _ in }
    ) throws -> JSONValue {
        try #require(JSONValue(text(opcode, bytes, change)))
    }

    @Test func `a usual message says little that Chrome does not`() {
        #expect(
            Self.text(.text, Array("hi".utf8))
                == "{\"type\":\"send\",\"time\":1732305600.123456789,\"opcode\":1,\"data\":\"hi\",\"_seq\":2,"
                + "\"_time_ns\":\"1732305600123456789\",\"_wire_length\":8}")
    }

    @Test func `what is no text is base64`() throws {
        let binary = try Self.value(.binary, [1, 2, 3]) { $0.from = .fromServer }
        #expect((binary["type"], binary["data"], binary["_encoding"]) == (.string("receive"), .string("AQID"), nil))
        let broken = try Self.value(.text, [0xff]) { $0.textLength = nil }
        #expect((broken["data"], broken["_encoding"]) == (.string("/w=="), .string("base64")))
        let cut = try Self.value(.text, [0x61, 0xe2]) {
            $0.textLength = 1; $0.isCapped = true; $0.length = 7
        }
        #expect((cut["data"], cut["_rest"], cut["_kept"]) == (.string("a"), .string("4g=="), .number("2")))
        #expect(cut["_length"] == .number("7"))
    }

    @Test func `what is unusual is said`() throws {
        let value = try Self.value(.pong, []) { unusual in
            unusual.frames = 2
            unusual.isCompressed = true
            unusual.length = 5
            unusual.answer = PingAnswer(ping: 1, roundTrip: -7)
            unusual.trouble = Message.Trouble(
                missing: 4, holes: [Hole(offset: 1, length: 2)], isIncomplete: true, doubt: [.contextLost])
        }
        #expect((value["_frames"], value["_compressed"], value["_length"]) == (.number("2"), .bool(true), .number("5")))
        #expect((value["_answers"], value["_rtt_ns"]) == (.number("1"), .number("-7")))
        #expect((value["_missing"], value["_incomplete"]) == (.number("4"), .bool(true)))
        #expect(value["_holes"] == .array([.array([.number("1"), .number("2")])]))
        #expect(value["_doubt"] == .array([.string("context-lost")]))
        #expect(Self.text(.binary, []) { $0.hasLength = false }.contains("\"_length\":null"))
    }
}
