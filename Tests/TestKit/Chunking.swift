/// Calls `body` with the input cut in every way that matters: whole; byte by byte; every cut into two; every cut into
/// three where the input is short; and a few seeded random cuts.
package func forEveryChunking(of input: [UInt8], _ body: ([[UInt8]]) throws -> Void) rethrows {
    try body([input])
    try body(input.map { [$0] })
    guard input.count > 1 else { return }
    for cut in 1..<input.count {
        try body([Array(input[..<cut]), Array(input[cut...])])
    }
    if input.count <= 40 {
        for first in 1..<input.count {
            for second in first..<input.count {
                try body([Array(input[..<first]), Array(input[first..<second]), Array(input[second...])])
            }
        }
    }
    var random = SeededRandom(seed: UInt64(input.count))
    for _ in 0..<16 {
        var rest = input[...]
        var chunks: [[UInt8]] = []
        while !rest.isEmpty {
            let size = Int.random(in: 1...Swift.max(1, rest.count / 2), using: &random)
            chunks.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        try body(chunks)
    }
}

/// A random number generator that gives the same numbers for the same seed (SplitMix64).
package struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// A generator that starts from `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
