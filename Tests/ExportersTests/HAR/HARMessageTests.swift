import ByteStreams
import JSONText
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARMessageTests {
    /// What an element becomes.
    private static func told(_ element: String) -> (message: RestoredMessage?, bytes: [UInt8], flaw: HARMessage.Flaw?) {
        let bytes = Array("{\"log\":{\"entries\":[{\"_webSocketMessages\":[\(element)]}]}}".utf8)
        var walker = HARWalker()
        var message = HARMessage()
        reading: while true {
            switch walker.next(bytes.span.bytes, isLast: true) {
            case .begin: break
            case .end(.message), .cut, .finished, .invalid: break reading
            case .end(let place): message.end(place)
            case .value(let place, let token): message.take(HARValue(token, in: bytes.span.bytes), place, walker.name)
            }
        }
        var told: RestoredMessage?
        var payload: [UInt8] = []
        let flaw = message.tell(connection: 4, next: 9, earlier: Sample.time) { restored, bytes in
            told = restored
            payload = bytes.copied
        }
        return (told, payload, flaw)
    }

    @Test func `a message of another program`() {
        let (message, bytes, flaw) = Self.told(
            "{\"data\":\"h\\u00e9\",\"opcode\":1,\"time\":1.25,\"type\":\"receive\"}")
        #expect(flaw == nil)
        #expect(bytes == Array("hé".utf8))
        #expect((message?.connection, message?.number, message?.from, message?.opcode) == (4, 9, .fromServer, .text))
        #expect((message?.length, message?.textLength, message?.frames, message?.wireLength) == (3, 3, 0, 0))
        #expect(message?.time.nanoseconds == 1_250_000_000)
        #expect(Self.told("{\"data\":\"\",\"type\":\"send\"}").message?.time == Sample.time)
    }

    @Test(
        arguments: [
            ("{}", nil), ("{\"type\":\"send\"}", nil), ("{\"type\":\"x\",\"data\":\"\"}", nil),
            ("{\"type\":\"send\",\"data\":7}", nil),
            ("{\"type\":\"send\",\"data\":\"\",\"opcode\":16}", nil),
            ("{\"type\":\"send\",\"data\":\"a\",\"opcode\":2}", "a"),
            ("{\"type\":\"send\",\"data\":\"é\",\"opcode\":2}", "é"),
            ("{\"type\":\"send\",\"data\":\"?\",\"opcode\":1,\"_encoding\":\"base64\"}", "?"),
        ] as [(String, String?)])
    func `what is wrong is said, and data that is no base64 is kept as it is written`(
        _ element: String, _ payload: String?
    ) {
        let told = Self.told(element)
        guard case .unreadable? = told.flaw else {
            Issue.record("no flaw in \(element)")
            return
        }
        #expect((told.message == nil) == (payload == nil))
        #expect(String(decoding: told.bytes, as: UTF8.self) == payload ?? "")
    }

    @Test func `an error of the connection is one`() {
        #expect(Self.told("{\"type\":\"error\",\"opcode\":-1,\"data\":\"net::ERR\"}").flaw == .error("net::ERR"))
        #expect(Self.told("{\"type\":\"receive\",\"opcode\":-1,\"data\":\"x\"}").flaw == .error("x"))
        #expect(Self.told("{\"type\":\"error\"}").flaw == .error(""))
    }

    @Test func `what wscope says beside it`() {
        let told = Self.told(
            """
            {"type":"send","time":1,"opcode":2,"data":"AQI","_seq":5,"_time_ns":"-3","_wire_length":18446744073709551615,"_frames":2,
            "_compressed":true,"_length":7,"_kept":2,"_answers":1,"_rtt_ns":-9,"_missing":3,"_holes":[[1,2],[3],[4,5,6]],"_incomplete":true,
            "_doubt":["context-lost","x",7,"resynchronised"]}
            """)
        #expect(told.bytes == [1, 2])
        #expect((told.message?.number, told.message?.time.nanoseconds, told.message?.wireLength) == (5, -3, .max))
        #expect(
            (told.message?.frames, told.message?.isCompressed, told.message?.isCapped, told.message?.length) == (
                2, true, true, 7
            ))
        #expect(told.message?.answer == PingAnswer(ping: 1, roundTrip: -9))
        #expect(told.message?.trouble?.holes == [Hole(offset: 1, length: 2), Hole(offset: 4, length: 5)])
        #expect((told.message?.trouble?.missing, told.message?.trouble?.isIncomplete) == (3, true))
        #expect(told.message?.trouble?.doubt == [.contextLost, .resynchronised])
        #expect(Self.told("{\"type\":\"send\",\"data\":\"\",\"_length\":null,\"_seq\":0}").message?.length == nil)
        #expect(Self.told("{\"type\":\"send\",\"data\":\"\",\"_length\":null,\"_seq\":0}").message?.number == 9)
    }

    @Test func `text with bytes that are none is no text`() {
        var element = Array("{\"type\":\"send\",\"data\":\"a\"}".utf8)
        element[element.count - 3] = 0xff
        var message = HARMessage()
        let data = HARValue(.string(element.count - 3..<element.count - 2, isEscaped: false), in: element.span.bytes)
        message.take(data, .message, "data")
        let type = HARValue(.string(9..<13, isEscaped: false), in: element.span.bytes)
        message.take(type, .message, "type")
        var told: RestoredMessage?
        _ = message.tell(connection: 1, next: 1, earlier: Sample.time) { restored, _ in told = restored }
        #expect((told?.textLength, told?.length) == (nil, 1))
    }
}
