import ByteStreams
import Glibc
import Testing

@testable import LiveCapture

struct PacketQueueTests {
    private func add(_ number: Int, _ size: Int = 8, to queue: PacketQueue) {
        var bytes = [UInt8](repeating: 0, count: size)
        for index in 0..<min(8, size) { bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
        withSpan(bytes) {
            queue.add($0, at: Timestamp(nanoseconds: Int64(number)), originalLength: size, interface: 0)
        }
    }

    private func isReadable(_ queue: PacketQueue) -> Bool {
        var request = pollfd(fd: queue.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) == 1
    }

    private func times(_ batches: [PacketBatch]) -> [Int64] {
        batches.flatMap { $0.records.map(\.time.nanoseconds) }
    }

    @Test
    func `packets keep their order across batches`() throws {
        let queue = try PacketQueue()
        for number in 0..<100_000 { add(number, to: queue) }
        var batches: [PacketBatch] = []
        queue.take(into: &batches)
        #expect(batches.count > 1)
        #expect(times(batches) == (0..<100_000).map(Int64.init))
        #expect(batches.allSatisfy { $0.weight <= PacketBatch.size })
        #expect(queue.lost == 0)
    }

    @Test
    func `what has no room is lost and counted, until a batch is given back`() throws {
        let weight = PacketBatch.weight(100)
        let queue = try PacketQueue(limit: 10 * weight)
        for number in 0..<15 { add(number, 100, to: queue) }
        #expect(queue.lost == 5)
        var batches: [PacketBatch] = []
        queue.take(into: &batches)
        add(20, 100, to: queue)
        #expect(queue.lost == 6)
        while let batch = batches.popLast() { queue.giveBack(batch) }
        for number in 30..<45 { add(number, 100, to: queue) }
        #expect(queue.lost == 11)
        queue.take(into: &batches)
        #expect(times(batches) == (30..<40).map(Int64.init))
    }

    @Test
    func `a packet larger than a batch has one to itself`() throws {
        let queue = try PacketQueue()
        add(1, to: queue)
        add(2, PacketBatch.size + 1, to: queue)
        add(3, to: queue)
        var batches: [PacketBatch] = []
        queue.take(into: &batches)
        #expect(batches.map(\.records.count) == [1, 1, 1])
    }

    @Test
    func `who takes is woken once for all that was announced`() throws {
        let queue = try PacketQueue()
        #expect(!isReadable(queue))
        add(1, to: queue)
        #expect(!isReadable(queue))
        queue.announce()
        queue.announce()
        #expect(isReadable(queue))
        var batches: [PacketBatch] = []
        queue.take(into: &batches)
        #expect(!isReadable(queue))
        queue.announce()
        #expect(isReadable(queue))
    }

    @Test
    func `two threads lose nothing and disorder nothing`() async throws {
        let queue = try PacketQueue(limit: 1 << 30)
        let total = 50_000
        let thread = Task.detached {
            for number in 0..<total {
                add(number, to: queue)
                if number % 64 == 0 { queue.announce() }
            }
        }
        var seen: [Int64] = []
        var batches: [PacketBatch] = []
        while seen.count < total {
            queue.take(into: &batches)
            seen += times(batches)
            while let batch = batches.popLast() { queue.giveBack(batch) }
            await Task.yield()
        }
        await thread.value
        #expect(seen == (0..<total).map(Int64.init))
        #expect(queue.lost == 0)
    }
}
