import ByteStreams
import TestKit
import Testing

@testable import Packets

@Test func `of bytes held twice the first copy stays, and the differences are told`() {
    var random = SeededRandom(seed: 8)
    for _ in 0..<2000 {
        var held = HeldSegments()
        var model: [Int: UInt8] = [:]
        for turn in 0..<8 {
            let offset = Int.random(in: 0..<30, using: &random)
            let bytes = (0..<Int.random(in: 1...10, using: &random)).map { _ in UInt8.random(in: 0...1, using: &random)
            }
            let time = Timestamp(nanoseconds: Int64(turn))
            let difference = held.hold(bytes, at: offset, time: time)
            var differing: [Int] = []
            for (index, byte) in bytes.enumerated() {
                if let known = model[offset + index] {
                    if known != byte { differing.append(index) }
                } else {
                    model[offset + index] = byte
                }
            }
            #expect(difference?.first == differing.first)
            #expect((difference?.count ?? 0) == differing.count)
        }
        var taken: [Int: UInt8] = [:]
        var last = -1
        while let offset = held.firstOffset {
            #expect(offset > last)
            let bytes = held.takeFirst()
            #expect(!bytes.isEmpty)
            for (index, byte) in bytes.enumerated() { taken[offset + index] = byte }
            last = offset + bytes.count - 1
        }
        #expect(taken == model)
        #expect(held.cost == HeldSegments.overhead)
        let nothing = held.takeFirst()
        #expect(nothing.isEmpty)
    }
}

@Test func `the cost counts the bytes and each segment`() {
    var held = HeldSegments()
    let empty = held.cost
    _ = held.hold([1, 2, 3], at: 10, time: Timestamp(nanoseconds: 1))
    #expect(held.cost == empty + 3 + HeldSegments.overhead)
    _ = held.hold([1, 2, 3], at: 10, time: Timestamp(nanoseconds: 2))
    #expect(held.cost == empty + 3 + HeldSegments.overhead)
    #expect(held.firstTime == Timestamp(nanoseconds: 1))
    _ = held.takeFirst()
    #expect(held.cost == empty)
    #expect(held.firstTime == nil)
}
