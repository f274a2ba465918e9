import TestKit
import Testing

@testable import WebSocketWire

struct MaskingKeyTests {
    private static func applied(_ key: MaskingKey, to bytes: [UInt8], from position: UInt64) -> [UInt8] {
        var target = [UInt8](repeating: 0x55, count: bytes.count + 16)
        target.withUnsafeMutableBytes { memory in
            guard let start = memory.baseAddress else { return }
            key.apply(to: bytes.span.bytes, from: position, into: start + 8)
        }
        let edges = target.prefix(8) + target.suffix(8)
        #expect(edges.allSatisfy { $0 == 0x55 }, "bytes beside the target are written")
        return Array(target.dropFirst(8).dropLast(8))
    }

    private static func naive(_ bits: UInt32, _ bytes: [UInt8], _ position: UInt64) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let shift = 24 - 8 * UInt32((position &+ UInt64(index)) % 4)
            return byte ^ UInt8(truncatingIfNeeded: bits >> shift)
        }
    }

    @Test(arguments: 0...40)
    func `a key is applied at every position as a plain loop does`(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        for position in UInt64(0)...7 {
            for bits in [0x0102_0304, 0, .max, 0xff00_0000, UInt32.random(in: 0...(.max), using: &random)] {
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                #expect(
                    Self.applied(MaskingKey(bits: bits), to: bytes, from: position)
                        == Self.naive(bits, bytes, position))
            }
        }
    }

    @Test(arguments: [0, 1, 2, 3])
    func `positions beyond four billion turn the key alike`(_ rest: UInt64) {
        let bytes = [UInt8].noise(37, seed: rest)
        let key = MaskingKey(bits: 0xdead_beef)
        let near = Self.applied(key, to: bytes, from: rest)
        #expect(Self.applied(key, to: bytes, from: 1 << 40 | rest) == near)
        #expect(Self.applied(key, to: bytes, from: UInt64.max - 3 + rest) == near)
    }

    @Test
    func `unaligned bytes are combined like aligned ones`() {
        let bytes = [UInt8].noise(64, seed: 9)
        for start in 0..<16 {
            var target = [UInt8](repeating: 0, count: 64 - start)
            target.withUnsafeMutableBytes { memory in
                guard let base = memory.baseAddress else { return }
                MaskingKey(bits: 0x3141_5926)
                    .apply(to: bytes.span.bytes.extracting(start..<64), from: 1, into: base)
            }
            #expect(target == Self.naive(0x3141_5926, Array(bytes[start...]), 1))
        }
    }

    @Test(arguments: [(UInt32(0), "00000000"), (1, "00000001"), (0xdead_beef, "deadbeef"), (.max, "ffffffff")])
    func `a key is written in eight digits`(_ bits: UInt32, _ text: String) {
        #expect(MaskingKey(bits: bits).description == text)
    }
}
