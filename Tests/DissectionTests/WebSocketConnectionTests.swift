import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct WebSocketConnectionTests {
    private static func connection() -> WebSocketConnection {
        let client = MessageAssembler.Terms(masking: .required)
        let server = MessageAssembler.Terms(masking: .forbidden)
        return WebSocketConnection(
            WebSocketLanes(
                client: WebSocketLane(.fromClient, terms: client, options: DissectionOptions()),
                server: WebSocketLane(.fromServer, terms: server, options: DissectionOptions()),
                story: ConnectionStory(connection: 1)))
    }

    @Test func `the longest message of both directions is capped`() {
        let connection = Self.connection()
        var batch = TrafficBatch()
        let time = Timestamp(nanoseconds: 0)
        let long = Wire.frame(.binary, [UInt8](repeating: 1, count: 4_000))
        let short = Wire.frame(.binary, [UInt8](repeating: 1, count: 1_000))
        connection.accept(Array(long.dropLast()).span.bytes, .fromServer, at: time, &batch)
        connection.accept(Array(short.dropLast()).span.bytes, .fromClient, at: time, &batch)
        #expect(connection.longestPayload == 3_999)
        #expect(connection.memory >= 4_998)
        let last: [UInt8] = [1]
        connection.capPayload(at: 2_000)
        #expect(connection.longestPayload == 2_000)
        connection.capPayload(at: 500)
        #expect(connection.longestPayload == 999)
        connection.accept(last.span.bytes, .fromServer, at: time, &batch)
        connection.accept(last.span.bytes, .fromClient, at: time, &batch)
        #expect(connection.memory == 0)
        #expect(connection.longestPayload == 0)
        let capped = batch.events.map { event in
            if case .message(let message) = event { message.isCapped } else { false }
        }
        #expect(capped.prefix(2) == [true, false])
    }

    @Test func `held bytes of both directions are told in the order of time`() {
        let connection = Self.connection()
        var batch = TrafficBatch()
        var held = HeldBytes()
        var window: [UInt8] = []
        var pieces: [(range: Range<Int>, time: Timestamp)] = []
        for number in 0..<6 {
            let time = Timestamp(nanoseconds: Int64(number))
            if number.isMultiple(of: 2) {
                held.append(Wire.frame(.ping, [UInt8(number)], key: UInt32(number) + 1).span.bytes, at: time)
            } else {
                let frame = Wire.frame(.ping, [UInt8(number)])
                pieces.append((window.count..<window.count + frame.count, time))
                window += frame
            }
        }
        let found = BorderSearch.Found(
            window: window, pieces: pieces, skipped: 0, confidence: 1, isMasked: false,
            time: Timestamp(nanoseconds: 1))
        connection.resume(found, .fromServer, beside: held, &batch)
        #expect(
            batch.lines == [
                "1.1 client ping 1 <00>", "1.2 server ping 1 <01>", "1.3 client ping 1 <02>", "1.4 server ping 1 <03>",
                "1.5 client ping 1 <04>", "1.6 server ping 1 <05>",
            ])
    }
}
