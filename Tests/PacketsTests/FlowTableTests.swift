import ByteStreams
import TestKit
import Testing

@testable import Packets

private func flow(_ number: Int) -> Flow {
    let (key, sender) = FlowKey.key(from: IPAddress(v4: UInt32(number)), 40_000, to: serverAddress, 80)
    return Flow(key: key, sender: sender, at: Timestamp(nanoseconds: 0))
}

@Test func `the table finds what a dictionary finds, through any additions and removals`() {
    var random = SeededRandom(seed: 21)
    var table = FlowTable(seed: 4)
    var model: [Int: Int] = [:]
    for _ in 0..<30_000 {
        let number = Int.random(in: 0..<1500, using: &random)
        let found = table.find(flow(number).key)
        #expect(found == model[number])
        if let index = found {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                table.remove(index)
                model[number] = nil
            case 1:
                table.replace(index, with: flow(number))
            case 2:
                if table.flows[index].phase != .over { table.conclude(index) }
            default:
                if table.flows[index].phase != .over { table.touch(index) }
            }
        } else {
            model[number] = table.insert(flow(number))
        }
        #expect(table.count == model.count)
    }
    for (number, index) in model {
        let found = table.find(flow(number).key)
        #expect(found == index)
    }
}

@Test func `those that are over are forgotten first, then the one idle longest`() {
    var table = FlowTable(seed: 4)
    let indices = (1...5).map { table.insert(flow($0)) }
    table.touch(indices[0])
    table.conclude(indices[3])
    table.conclude(indices[2])
    var order: [Int] = []
    while let index = table.leastWanted {
        order.append(index)
        table.remove(index)
    }
    #expect(order == [3, 2, 1, 4, 0].map { indices[$0] })
    #expect(table.count == 0)
    #expect(table.living.isEmpty)
}

@Test func `the place of a forgotten connection is used again`() {
    var table = FlowTable(seed: 4)
    for number in 1...1000 {
        let index = table.insert(flow(number))
        #expect(index == 0)
        let other = table.find(flow(number + 1).key)
        #expect(other == nil)
        table.remove(index)
        let gone = table.find(flow(number).key)
        #expect(gone == nil)
    }
}
