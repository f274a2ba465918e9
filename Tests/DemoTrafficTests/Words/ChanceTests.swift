import Testing

@testable import DemoTraffic

struct ChanceTests {
    @Test
    func `the numbers are those of SplitMix64`() {
        var chance = Chance(seed: 1_234_567)
        #expect(chance.bits() == 6_457_827_717_110_365_317)
        #expect(chance.bits() == 3_203_168_211_198_807_973)
    }

    @Test(arguments: [0...0, 3...5, -4...4, Int.min...Int.max, Int.max...Int.max])
    func `a pick lies in its range`(_ range: ClosedRange<Int>) {
        var chance = Chance(seed: 1)
        for _ in 0..<200 { #expect(range.contains(chance.pick(range))) }
    }

    @Test
    func `all of a few are picked`() {
        var chance = Chance(seed: 2)
        #expect(Set((0..<100).map { _ in chance.pick("a", ["b", "c"]) }) == ["a", "b", "c"])
    }

    @Test(arguments: [0, 1, 7, 8, 9, 1_000])
    func `so many bytes as asked for`(_ count: Int) {
        var chance = Chance(seed: 3)
        #expect(chance.bytes(count).count == count)
        #expect(chance.hex(count).count == count)
    }

    @Test
    func `branches differ from each other and repeat for the same number`() {
        let root = Chance(seed: 4)
        var firsts: Set<UInt64> = []
        for number in 0..<100 {
            var branch = root.branch(number)
            var again = root.branch(number)
            let bits = branch.bits()
            #expect(bits == again.bits())
            firsts.insert(bits)
        }
        #expect(firsts.count == 100)
    }
}
