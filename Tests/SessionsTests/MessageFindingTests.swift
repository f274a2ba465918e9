import Dissection
import TestKit
import Testing

@testable import Sessions

struct MessageFindingTests {
    /// Messages of several connections, of which some end long after the ones behind them.
    private static func orders(_ seed: UInt64, _ count: Int) -> [(connection: Int, seq: Int)] {
        var random = SeededRandom(seed: seed)
        var seqs: [Int: Int] = [:]
        var late: [Int: Int] = [:]
        var order: [(connection: Int, seq: Int)] = []
        while order.count < count {
            let connection = Int.random(in: 1...7, using: &random)
            if let seq = late[connection], Int.random(in: 0..<200, using: &random) == 0 {
                order.append((connection, seq))
                late[connection] = nil
                continue
            }
            seqs[connection, default: 0] += 1
            let seq = seqs[connection] ?? 0
            if late[connection] == nil, Int.random(in: 0..<50, using: &random) == 0 {
                late[connection] = seq
            } else {
                order.append((connection, seq))
            }
        }
        return order
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `a message is found by its seq from anywhere`(_ seed: UInt64) throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        var sample = SessionSample(seed: seed)
        var batch = TrafficBatch()
        for connection in 1...7 { batch.restore(sample.opening(connection)) }
        let order = Self.orders(seed, 8_000)
        for (connection, seq) in order {
            var message = RestoredMessage()
            (message.connection, message.number) = (connection, seq)
            batch.restore(message, payload: [1].span.bytes)
        }
        recorder.record(batch)
        recorder.finish()
        let list = try SessionList(path: path)
        var random = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let index = Int.random(in: order.indices, using: &random)
            let near = Int64.random(in: -5...8_005, using: &random)
            let found = try list.number(ofMessage: order[index].seq, in: order[index].connection, near: near)
            #expect(found == Int64(index) + 1)
        }
        for near: Int64 in [.min, 0, 4_000, .max] {
            #expect(try list.number(ofMessage: 100_000, in: 1, near: near) == nil)
            #expect(try list.number(ofMessage: 0, in: 1, near: near) == nil)
            #expect(try list.number(ofMessage: 1, in: 99, near: near) == nil)
        }
    }
}
