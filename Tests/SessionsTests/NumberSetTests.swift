import Sessions
import TestKit
import Testing

struct NumberSetTests {
    /// Numbers of very different density, from stretches without gaps to single ones far apart.
    private static func numbers(_ seed: UInt64, _ count: Int) -> [Int64] {
        var random = SeededRandom(seed: seed)
        var numbers: [Int64] = []
        var number = seed % 2 == 0 ? 0 : Int64.random(in: -200_000...200_000, using: &random)
        while numbers.count < count {
            let gap: Int64 = [1, 1, 2, 7, 30, 400, 70_000, 1 << 40].randomElement(using: &random) ?? 1
            for _ in 0..<Int.random(in: 1...6_000, using: &random) where numbers.count < count {
                number += gap == 1 ? 1 : .random(in: 1...gap, using: &random)
                numbers.append(number)
                if gap > 1_000, Int.random(in: 0..<20, using: &random) == 0 { break }
            }
        }
        return numbers
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `it answers as a sorted list does`(_ seed: UInt64) {
        let numbers = Self.numbers(seed, 40_000)
        var set = NumberSet()
        for number in numbers { set.append(number) }
        #expect(set.count == numbers.count && set.last == numbers.last)
        var random = SeededRandom(seed: seed)
        #expect(numbers.indices.allSatisfy { set[$0] == numbers[$0] })
        #expect(numbers.indices.allSatisfy { set.rank(of: numbers[$0]) == $0 })
        for _ in 0..<20_000 {
            let near = numbers[.random(in: numbers.indices, using: &random)]
            let number = near + .random(in: -3...3, using: &random)
            var (low, high) = (0, numbers.count)
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < number { low = middle + 1 } else { high = middle }
            }
            let isThere = low < numbers.count && numbers[low] == number
            #expect(set.rank(of: number) == low)
            #expect(set.contains(number) == isThere)
            #expect(set.index(atOrBefore: number) == (isThere ? low : low > 0 ? low - 1 : nil))
        }
    }

    /// Every length up to that at which a page changes its kind, and a page that is full.
    @Test func `it is right after every number that is added`() {
        var set = NumberSet()
        for number in 0..<Int64(140_000) {
            set.append(number)
            let index = Int(number)
            guard index % 97 == 0 || (4_000...4_200).contains(index) || (65_400...65_700).contains(index) else {
                continue
            }
            #expect(set.count == index + 1 && set[index] == number && set[index / 2] == number / 2)
            #expect(set.rank(of: number) == index && set.rank(of: number + 1) == index + 1)
            #expect(set.index(atOrBefore: .max) == index && !set.contains(number + 1))
        }
    }

    @Test func `numbers that do not rise are left out, and no index is too far`() {
        var set = NumberSet()
        #expect(set.isEmpty && set[0] == 0 && set.rank(of: 5) == 0 && set.index(atOrBefore: 9) == nil)
        for number: Int64 in [.min, 5, 5, 4, 9, .max, .max] { set.append(number) }
        #expect(set.count == 4)
        #expect(set[-1] == .min && set[1] == 5 && set[3] == .max && set[400] == .max)
        #expect(set.rank(of: .max) == 3 && set.index(atOrBefore: .min) == 0)
        set.removeAll()
        #expect(set.isEmpty && set.last == nil && !set.contains(5))
    }

    @Test func `ten million numbers take little memory`() {
        var dense = NumberSet()
        var sparse = NumberSet()
        for number in 1...Int64(10_000_000) {
            dense.append(number)
            if number % 20 == 0 { sparse.append(number) }
        }
        #expect(dense.byteCount < 3 << 20 && sparse.byteCount < 3 << 20)
        #expect(dense.count == 10_000_000 && dense[7_777_777] == 7_777_778)
        #expect(sparse.count == 500_000 && sparse[400_000] == 400_001 * 20)
    }
}
