import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct TrafficBatchTests {
    @Test func `a batch is full by its events or by their bytes`() {
        var many = TrafficBatch()
        for number in 0..<512 {
            #expect(many.isFull == false)
            many.append(
                Finding(
                    connection: number, message: nil, time: Timestamp(nanoseconds: 0),
                    violation: Violation(StreamRules.noClose, "")))
        }
        #expect(many.isFull == true)
        many.clear()
        #expect(many.isFull == false)
        var large = TrafficBatch()
        for _ in 0..<4 {
            #expect(large.isFull == false)
            var payload = Payload(cap: .max)
            payload.add([UInt8](repeating: 1, count: 16_384).span.bytes, isText: false)
            _ = large.take(&payload)
        }
        #expect(large.isFull == true)
        large.clear()
        #expect(large.isFull == false)
    }

    @Test func `totals go on over batches`() {
        var batch = TrafficBatch()
        for round in 1...2 {
            var talk = Conversation()
            talk.send(.fromClient, text: HTTPText.request())
            talk.send(.fromServer, text: HTTPText.answer("400 Bad Request", "no"))
            talk.handshake()
            talk.say(.fromClient, "12345")
            talk.send(.fromClient, Wire.frame(.binary, [1, 2, 3]))
            talk.end(.inputEnded)
            talk.play(into: &batch)
            #expect(batch.totals.connections == 2 * round)
            #expect(batch.totals.refused == round)
            #expect(batch.totals.messages == 2 * round)
            #expect(batch.totals.bytes == UInt64(16 * round))
            #expect(batch.totals.findings == [.error: round])
            #expect(batch.events.count == 7)
            batch.clear()
            #expect(batch.events.count == 0)
        }
    }
}
