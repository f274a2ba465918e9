/// The hash of FIPS 180-4 section 6.1, which RFC 6455 section 4.2.2 uses to prove that a key was read.
package enum SHA1 {
    /// The 20 bytes of the hash of `message`.
    package static func hash(of message: [UInt8]) -> [UInt8] {
        var words: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
            0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0
        )
        let padded = padded(message)
        var schedule = [UInt32](repeating: 0, count: 80)
        for block in stride(from: 0, to: padded.count, by: 64) {
            fill(&schedule, from: padded, at: block)
            words = mixed(words, with: schedule)
        }
        return [words.0, words.1, words.2, words.3, words.4].flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
        }
    }

    private static func padded(_ message: [UInt8]) -> [UInt8] {
        var padded = message
        padded.append(0x80)
        while padded.count % 64 != 56 {
            padded.append(0)
        }
        let bits = UInt64(message.count) &* 8
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        return padded
    }

    private static func fill(_ schedule: inout [UInt32], from bytes: [UInt8], at block: Int) {
        for index in 0..<16 {
            schedule[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[block + 4 * index + $1]) }
        }
        for index in 16..<80 {
            let mixed = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
            schedule[index] = rotated(mixed, by: 1)
        }
    }

    private static func mixed(
        _ words: (UInt32, UInt32, UInt32, UInt32, UInt32), with schedule: [UInt32]
    ) -> (UInt32, UInt32, UInt32, UInt32, UInt32) {
        var (a, b, c, d, e) = words
        for index in 0..<80 {
            let (function, constant): (UInt32, UInt32) =
                switch index / 20 {
                case 0: (b & c | ~b & d, 0x5a82_7999)
                case 1: (b ^ c ^ d, 0x6ed9_eba1)
                case 2: (b & c | b & d | c & d, 0x8f1b_bcdc)
                default: (b ^ c ^ d, 0xca62_c1d6)
                }
            let next = rotated(a, by: 5) &+ function &+ e &+ constant &+ schedule[index]
            (a, b, c, d, e) = (next, a, rotated(b, by: 30), c, d)
        }
        return (words.0 &+ a, words.1 &+ b, words.2 &+ c, words.3 &+ d, words.4 &+ e)
    }

    private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 {
        word << count | word >> (32 - count)
    }
}
