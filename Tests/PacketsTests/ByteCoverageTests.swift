import TestKit
import Testing

@testable import Packets

struct ByteCoverageTests {
    @Test
    func `ranges in any order say the same as a set of bytes`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<100 {
            var coverage = ByteCoverage()
            var bytes = Set<Int>()
            for _ in 0..<12 {
                let lower = Int.random(in: 0..<40, using: &random)
                let range = lower..<Int.random(in: lower...40, using: &random)
                #expect(Set(coverage.missing(in: range).flatMap { $0 }) == Set(range).subtracting(bytes))
                coverage.insert(range)
                bytes.formUnion(range)
                #expect(coverage.ranges.flatMap { $0 } == bytes.sorted())
                #expect(zip(coverage.ranges, coverage.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
                #expect(coverage.prefix == (0...40).first { !bytes.contains($0) })
                #expect(coverage.upperBound == (bytes.max() ?? -1) + 1)
            }
        }
    }
}
