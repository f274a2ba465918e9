import ByteStreams
import TestKit
import Testing

@testable import Packets

@Test func `copies are compared over their common length, wherever they differ`() throws {
    var random = SeededRandom(seed: 3)
    for length in 0...40 {
        let left = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(ByteDifference(left, left) == nil)
        #expect(ByteDifference((left + [1]), (left + [2, 3]))?.first == length)
        for first in 0..<length {
            for last in first..<length {
                var right = left
                right[first] ^= 1
                if last != first { right[last] ^= 0x80 }
                let difference = try #require(ByteDifference(left, right))
                #expect(difference.first == first)
                #expect(difference.count == (first == last ? 1 : 2))
            }
        }
    }
}

@Test func `differences are shifted and joined`() throws {
    let early = try #require(ByteDifference([1, 2], [1, 3]))
    let late = early.shifted(by: 10)
    #expect(late.first == 11)
    #expect(ByteDifference.joined(nil, nil) == nil)
    #expect(ByteDifference.joined(early, nil) == early)
    #expect(ByteDifference.joined(nil, late) == late)
    let both = try #require(ByteDifference.joined(late, early))
    #expect(both.first == 1)
    #expect(both.count == 2)
}
