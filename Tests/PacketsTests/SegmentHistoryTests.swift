import ByteStreams
import TestKit
import Testing

@testable import Packets

@Test func `a second copy is compared with what was delivered, of its own lane only`() {
    var history = SegmentHistory(capacity: 4096)
    var (one, two) = (0, 0)
    history.append([1, 2, 3], at: 0, newest: &one)
    history.append([9, 9, 9], at: 0, newest: &two)
    history.append([4, 5, 6], at: 3, newest: &one)
    #expect(history.difference(of: [1, 2, 3, 4, 5, 6], at: 0, newest: one) == nil)
    let difference = history.difference(of: [2, 0, 0, 5], at: 1, newest: one)
    #expect(difference?.first == 1)
    #expect(difference?.count == 2)
    #expect(history.difference(of: [7], at: 6, newest: one) == nil)
    #expect(history.difference(of: [1, 2, 3], at: 0, newest: two)?.count == 3)
    #expect(history.difference(of: [1, 2, 3], at: 0, newest: 0) == nil)
}

@Test func `of a long payload the end is remembered`() {
    var history = SegmentHistory(capacity: 1 << 16)
    var newest = 0
    let kept = SegmentHistory.keptOfEach
    history.append([UInt8](repeating: 1, count: kept + 100), at: 0, newest: &newest)
    #expect(history.difference(of: [2], at: 99, newest: newest) == nil)
    #expect(history.difference(of: [2], at: 100, newest: newest)?.count == 1)
    #expect(history.difference(of: [2], at: kept + 99, newest: newest)?.count == 1)
    let many = [UInt8](repeating: 2, count: kept + 100)
    #expect(history.difference(of: many, at: 0, newest: newest)?.first == 100)
    #expect(history.difference(of: many, at: 0, newest: newest)?.count == kept)
}

@Test func `what is overwritten is not compared any more, and what is not overwritten is`() {
    var random = SeededRandom(seed: 5)
    var history = SegmentHistory(capacity: 4096)
    var newest = [0, 0, 0]
    var streams: [[UInt8]] = [[], [], []]
    for _ in 0..<5000 {
        let lane = Int.random(in: 0..<3, using: &random)
        let count = Int.random(in: 1...200, using: &random)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        history.append(bytes, at: streams[lane].count, newest: &newest[lane])
        streams[lane] += bytes
        for (other, stream) in streams.enumerated() {
            #expect(history.difference(of: stream, at: 0, newest: newest[other]) == nil)
        }
        let changed = bytes.map { $0 ^ 0xff }
        let difference = history.difference(
            of: changed, at: streams[lane].count - count, newest: newest[lane])
        #expect(difference?.count == count)
    }
}
