import ByteStreams
import TestKit

/// Changes the bytes of streams behind TCP, so that what stands above meets every kind of nonsense.
package struct StreamDisturbance: Sendable {
    /// What takes the place of a stretch of bytes.
    enum Piece {
        case bytes([UInt8])
        case gap(Int)
        case conflict(StreamConflict)
    }

    private var random: SeededRandom
    /// One of so many stretches is changed.
    private let interval: Int

    /// Changes one of `interval` stretches, always the same for the same seed.
    package init(seed: UInt64, interval: Int) {
        random = SeededRandom(seed: seed)
        self.interval = max(1, interval)
    }

    /// What a stretch of bytes becomes.
    mutating func disturb(_ bytes: [UInt8]) -> [Piece] {
        guard Int.random(in: 0..<interval, using: &random) == 0 else { return [.bytes(bytes)] }
        let cut = Int.random(in: 0...bytes.count, using: &random)
        let head = Array(bytes[..<cut])
        let tail = Array(bytes[cut...])
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return [.bytes(head), .gap(max(1, tail.count))]
        case 1: return [.gap(max(1, head.count)), .bytes(tail)]
        case 2: return [.bytes(head), .bytes(Tokens.any(&random)), .bytes(tail)]
        case 3: return [.bytes(bytes), .bytes(tail)]
        case 4: return [.bytes(head), .gap(Tokens.count(&random)), .bytes(tail)]
        case 5: return [.conflict(StreamConflict(offset: cut, count: 1)), .bytes(bytes)]
        default:
            var changed = bytes
            for _ in 0...Int.random(in: 0..<6, using: &random) { Tokens.damage(&changed, &random) }
            return [.bytes(changed)]
        }
    }
}
