import TestKit
import Testing

@testable import Packets

@Test func `the queue keeps the order of a list, through any changes`() {
    var random = SeededRandom(seed: 2)
    var links = [FlowQueue.Link](repeating: FlowQueue.Link(), count: 12)
    var queue = FlowQueue()
    var model: [Int] = []
    for _ in 0..<3000 {
        let index = Int.random(in: 0..<12, using: &random)
        if model.contains(index) {
            queue.remove(index, in: &links)
            model.removeAll { $0 == index }
        } else {
            queue.append(index, in: &links)
            model.append(index)
        }
        var forwards: [Int] = []
        var next = queue.oldest
        while next >= 0 {
            forwards.append(Int(next))
            next = links[Int(next)].newer
        }
        #expect(forwards == model)
        #expect(queue.newest == Int32(model.last ?? -1))
    }
}
