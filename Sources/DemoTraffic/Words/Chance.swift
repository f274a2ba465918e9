/// Numbers that look like chance and are the same for the same seed (SplitMix64).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Another sequence, of its own, for something that has a number.
    func branch(_ number: Int) -> Chance {
        var root = Chance(seed: state ^ UInt64(truncatingIfNeeded: number) &* 0xd134_2543_de82_ef95)
        return Chance(seed: root.bits())
    }

    /// The next 64 bits.
    mutating func bits() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number in a range.
    mutating func pick(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(truncatingIfNeeded: range.upperBound &- range.lowerBound) &+ 1
        return width == 0 ? range.lowerBound : range.lowerBound &+ Int(truncatingIfNeeded: bits() % width)
    }

    /// One of several things; the first that are listed serve as well as the last.
    mutating func pick<Thing>(_ first: Thing, _ others: [Thing]) -> Thing {
        let index = pick(0...others.count)
        return index == 0 ? first : others[index - 1]
    }

    /// So many bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            var word = bits()
            for _ in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }

    /// So many hexadecimal digits.
    mutating func hex(_ digits: Int) -> String {
        var text = ""
        for _ in 0..<digits { text += String(pick(0...15), radix: 16) }
        return text
    }
}
