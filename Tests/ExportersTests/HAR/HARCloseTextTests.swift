import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARCloseTextTests {
    private static func value(_ event: TrafficEvent?, reason: String? = nil) throws -> JSONValue {
        var batch = TrafficBatch()
        Sample.message(&batch, .close, [3, 0xe8] + Array((reason ?? "").utf8))
        let opening = ConnectionOpening(
            connection: 1, time: Timestamp(nanoseconds: Sample.time.nanoseconds - 2_000_000), client: Sample.client,
            server: Sample.server, source: .capture, handshake: nil, confidence: nil, security: nil, httpStream: nil)
        var entry = HAREntryInProgress(opening)
        if case .message(let message) = batch[0] { batch.withBytes(of: message) { entry.note(message, $0) } }
        var closing: ConnectionClosing?
        if case .closed(let told)? = event { closing = told }
        return try #require(JSONValue("{\"a\":1" + printed { HARCloseText.write(entry, closing, to: &$0) } + "}"))
    }

    @Test(
        arguments: [
            (ConnectionOutcome.clean, 1000, true), (.oneSided, 1001, true), (.clean, nil, true), (.refused, nil, false),
            (.open, nil, false), (.open, 1000, false), (.reset, 1000, true),
        ] as [(ConnectionOutcome, UInt16?, Bool)])
    func `a Close message is told as HTTP Toolkit tells it`(
        _ outcome: ConnectionOutcome, _ code: UInt16?, _ isTold: Bool
    ) throws {
        let value = try Self.value(Sample.closing(outcome, by: .fromServer, code: code), reason: "r")
        let state = value["_webSocketClose"]
        #expect(state?["code"] == (isTold ? code.map { .number("\($0)") } : nil))
        #expect(state?["reason"] == (isTold ? .string("r") : nil))
        #expect(state?["timestamp"] == (isTold ? .number("1732305600.123456789") : nil))
        #expect(value["_wscope_close"]?["how"] == .string(outcome.rawValue))
        #expect(value["_wscope_close"]?["by"] == .string("server"))
    }

    @Test(arguments: [ConnectionOutcome.reset, .finished, .aborted])
    func `an end without a Close message is aborted`(_ outcome: ConnectionOutcome) throws {
        #expect(try Self.value(Sample.closing(outcome))["_webSocketClose"] == .string("aborted"))
    }

    @Test func `times are in milliseconds and add up`() throws {
        for event in [Sample.closing(.clean), nil] {
            let value = try Self.value(event)
            #expect(value["time"] == .number("2.000000"))
            #expect(value["timings"]?["receive"] == .number("2.000000"))
            #expect(value["timings"]?["wait"] == .number("0.000000"))
        }
    }
}
