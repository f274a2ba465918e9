import ByteStreams
import Dissection
import Synchronization
import Testing

@testable import ProxyServer

struct TrafficQueueTests {
    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    /// A batch with the story of a refused attempt, of three events or more.
    private func fill(_ batch: inout TrafficBatch, _ dissector: inout Dissector, _ slot: Int) {
        let time = Timestamp(nanoseconds: 1)
        let stream = StreamID(slot: slot, serial: slot)
        let end = Endpoint(address: IPAddress(v4: 1), port: 1)
        let events: [(Direction, String)] = [
            (.fromClient, SampleUpgrade.request), (.fromServer, SampleUpgrade.response),
        ]
        dissector.accept(
            .opened(StreamOpening(client: end, server: end, roles: .known)), of: stream, at: time, into: &batch)
        for (direction, text) in events {
            let bytes = Array(text.utf8)
            dissector.accept(.bytes(direction, bytes.span.bytes), of: stream, at: time, into: &batch)
        }
        dissector.accept(.ended(.complete), of: stream, at: time, into: &batch)
    }

    @Test func `batches come out in order, each once, and the counts go on over them`() {
        let wakes = Count()
        let queue = TrafficQueue { wakes.value.add(1, ordering: .relaxed) }
        var dissector = Dissector()
        var batch = TrafficBatch()
        for slot in 0..<3 {
            fill(&batch, &dissector, slot)
            let isFull = queue.put(&batch)
            #expect(!isFull)
            #expect(batch.count == 0)
            #expect(batch.totals.connections == slot + 1)
        }
        #expect(wakes.value.load(ordering: .relaxed) == 1)
        var connections: [Int] = []
        var totals = 0
        let hasSome = queue.drain { batch in
            for case .opened(let opening) in batch.events { connections.append(opening.connection) }
            totals = batch.totals.connections
        }
        #expect(hasSome)
        #expect(connections == [1, 2, 3])
        #expect(totals == 3)
        #expect(!queue.drain { _ in })
        fill(&batch, &dissector, 4)
        _ = queue.put(&batch)
        #expect(wakes.value.load(ordering: .relaxed) == 2)
    }

    @Test func `a full queue says so until half of it is taken, and calls then, once`() {
        let room = Count()
        let queue = TrafficQueue(limit: 1_000) {}
        queue.whenThereIsRoom { room.value.add(1, ordering: .relaxed) }
        var dissector = Dissector()
        var batch = TrafficBatch()
        var puts = 0
        var isFull = false
        while !isFull, puts < 100 {
            fill(&batch, &dissector, puts)
            isFull = queue.put(&batch)
            puts += 1
        }
        #expect(isFull)
        #expect(room.value.load(ordering: .relaxed) == 0)
        _ = queue.drain { _ in }
        #expect(room.value.load(ordering: .relaxed) == 1)
        fill(&batch, &dissector, 200)
        let isFullAgain = queue.put(&batch)
        #expect(!isFullAgain)
    }
}
