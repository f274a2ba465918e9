import ByteStreams
import Dissection
import Testing
import WebSocketWire

@testable import Exporters

struct FrameQueueTests {
    static func frame(_ message: Int, _ number: Int = 1, at time: Int64) -> Frame {
        Frame(
            connection: 1, message: message, number: number, time: Timestamp(nanoseconds: time), from: .fromClient,
            header: FrameHeader(first: 0, second: 0, length: 0, key: 0))
    }

    static func drained(_ queue: inout FrameQueue) -> [String] {
        var names: [String] = []
        while let item = queue.peek() {
            switch item {
            case .frame(let frame): names.append("\(frame.message).\(frame.number)")
            case .end(let message, _): names.append("end \(message)")
            }
            queue.removeFirst()
        }
        return names
    }

    @Test func `what is told in order stays in order`() {
        var queue = FrameQueue()
        queue.append(Self.frame(1, at: 1))
        queue.append(Self.frame(2, at: 2))
        queue.append(endOf: 2, at: Timestamp(nanoseconds: 2))
        queue.append(Self.frame(1, 2, at: 3))
        queue.append(endOf: 1, at: Timestamp(nanoseconds: 3))
        #expect(queue.count == 5)
        #expect(Self.drained(&queue) == ["1.1", "2.1", "end 2", "1.2", "end 1"])
        #expect(queue.peek() == nil)
    }

    @Test func `a message told late begins at its place, and its frames stand at their times`() {
        var queue = FrameQueue()
        queue.append(Self.frame(2, at: 20))
        queue.append(endOf: 2, at: Timestamp(nanoseconds: 20))
        queue.append(Self.frame(3, at: 30))
        queue.append(endOf: 3, at: Timestamp(nanoseconds: 30))
        queue.append(Self.frame(1, at: 10))
        queue.append(Self.frame(1, 2, at: 25))
        queue.append(Self.frame(1, 3, at: 40))
        queue.append(endOf: 1, at: Timestamp(nanoseconds: 40))
        #expect(Self.drained(&queue) == ["1.1", "2.1", "end 2", "1.2", "3.1", "end 3", "1.3", "end 1"])
    }

    @Test func `very many items are taken out one by one`() {
        var queue = FrameQueue()
        for number in 1...20_000 {
            queue.append(Self.frame(number, at: Int64(number)))
            if number % 3 == 0 { queue.removeFirst() }
        }
        #expect(queue.count == 20_000 - 6_666)
        #expect(Self.drained(&queue).first == "6667.1")
        queue.removeFirst()
        #expect(queue.count == 0)
    }

    @Test func `hostile orders cost a bounded search`() {
        var queue = FrameQueue()
        for number in (1...5_000).reversed() { queue.append(Self.frame(1, 2, at: Int64(number))) }
        for number in (1...5_000).reversed() { queue.append(Self.frame(number, at: 0)) }
        #expect(Self.drained(&queue).count == 10_000)
    }
}
