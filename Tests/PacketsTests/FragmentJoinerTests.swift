import ByteStreams
import TestKit
import Testing

@testable import Packets

struct FragmentJoinerTests {
    private let addresses = (IPAddress(v4: 1), IPAddress(v4: 2))

    /// Feeds zeros, or `bytes`, and tells what came out: `nil` while waiting.
    private func add(
        _ joiner: inout FragmentJoiner, _ identification: UInt32, _ offset: Int, last: Bool = false,
        _ bytes: [UInt8] = Array(repeating: 0, count: 8), wireCount: Int? = nil, at seconds: Int64 = 0
    ) -> String? {
        let fragment = IPFragment(identification: identification, transport: 6, offset: offset, isLast: last)
        let outcome = joiner.add(
            fragment, from: addresses.0, to: addresses.1, at: Timestamp(nanoseconds: seconds * 1_000_000_000),
            bytes.span.bytes, wireCount: wireCount ?? bytes.count)
        switch outcome {
        case .waiting: return nil
        case .joined(let datagram): return "\(datagram.bytes) + \(datagram.cut)"
        case .refused(let fault): return fault.rawValue
        }
    }

    /// Overlapping pieces of four blocks, each piece filled with its own number.
    private let pieces: [(first: Int, blocks: Int)] = [(0, 2), (1, 2), (2, 2), (0, 1)]

    @Test
    func `overlapping fragments in all orders give the first copy of each byte`() {
        for order in permutations(of: [0, 1, 2, 3]) {
            var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
            var blocks: [Int?] = Array(repeating: nil, count: 4)
            var result: String?
            for number in order where result == nil {
                let piece = pieces[number]
                for block in piece.first..<piece.first + piece.blocks { blocks[block] = blocks[block] ?? number }
                result = add(
                    &joiner, 1, piece.first * 8, last: number == 2,
                    Array(repeating: UInt8(number), count: piece.blocks * 8))
            }
            let expected = blocks.flatMap { Array(repeating: UInt8($0 ?? 99), count: 8) }
            #expect(result == "\(expected) + 0", "\(order)")
        }
    }

    @Test
    func `duplicates change nothing and every missing fragment is waited for`() {
        for missing in 0..<4 {
            var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
            for block in [0, 1, 2, 3, 0, 1, 2, 3] where block != missing {
                #expect(add(&joiner, 1, block * 8, last: block == 3) == nil)
            }
            #expect(joiner.incompleteFragments == 6)
            #expect(add(&joiner, 1, missing * 8, last: missing == 3) == "\(Wire.zeros(32)) + 0")
            #expect(joiner.incompleteFragments == 0)
        }
    }

    @Test
    func `datagrams of different names are kept apart`() {
        var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
        #expect(add(&joiner, 1, 0) == nil)
        #expect(add(&joiner, 2, 8, last: true) == nil)
        #expect(add(&joiner, 1, 8, last: true) == "\(Wire.zeros(16)) + 0")
    }

    @Test
    func `bytes that were not captured are told as cut from the first hole on`() {
        var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
        #expect(add(&joiner, 1, 0, [1, 2, 3], wireCount: 8) == nil)
        #expect(add(&joiner, 1, 8, last: true) == "[1, 2, 3] + 13")
        #expect(add(&joiner, 2, 0, [], wireCount: 8) == nil)
        #expect(add(&joiner, 2, 8, last: true) == "[] + 16")
    }

    @Test
    func `a fragment waits for the others as long as the limit says`() {
        for (seconds, isJoined) in [(29, true), (30, false), (-100, true)] as [(Int64, Bool)] {
            var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
            #expect(add(&joiner, 1, 0) == nil)
            #expect((add(&joiner, 1, 8, last: true, at: seconds) != nil) == isJoined)
            #expect(joiner.incompleteFragments == (isJoined ? 0 : 2))
        }
    }

    @Test
    func `the oldest datagram is forgotten when there are too many`() {
        var limits = LayerPeeler.Limits()
        limits.fragmentedDatagrams = 10
        var joiner = FragmentJoiner(limits: limits)
        for name in 0..<500 as Range<UInt32> { #expect(add(&joiner, name, 0) == nil) }
        #expect(joiner.incompleteFragments == 500)
        for name in 490..<500 as Range<UInt32> { #expect(add(&joiner, name, 8, last: true) != nil) }
        #expect(joiner.incompleteFragments == 490)
        #expect(add(&joiner, 489, 8, last: true) == nil)
    }

    @Test
    func `the oldest datagram is forgotten when there are too many bytes`() {
        var limits = LayerPeeler.Limits()
        limits.fragmentBytes = 10_000
        var joiner = FragmentJoiner(limits: limits)
        for name in 0..<20 as Range<UInt32> { #expect(add(&joiner, name, 0, Wire.zeros(2000)) == nil) }
        #expect(add(&joiner, 0, 2000, last: true) == nil)
        #expect(add(&joiner, 19, 2000, last: true) != nil)
        #expect(add(&joiner, 30, 65_520) == nil)
        #expect(add(&joiner, 30, 0) == nil)
        #expect(joiner.incompleteFragments == 22)
    }

    @Test
    func `a datagram with too many holes is forgotten`() {
        var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
        for block in 0...128 { #expect(add(&joiner, 1, block * 16) == nil) }
        for block in 0..<128 { #expect(add(&joiner, 1, block * 16 + 8) == nil) }
        #expect(add(&joiner, 1, 129 * 16, last: true) == nil)
    }

    @Test
    func `sizes and ends that cannot be are refused`() {
        var joiner = FragmentJoiner(limits: LayerPeeler.Limits())
        #expect(add(&joiner, 1, 65_528) == "IP fragment beyond 65,535 bytes")
        #expect(add(&joiner, 1, 0, [1, 2, 3]) == "IP fragment of impossible length")
        #expect(add(&joiner, 1, 16, last: true) == nil)
        #expect(add(&joiner, 1, 24) == "IP fragment that contradicts an earlier one")
        #expect(joiner.incompleteFragments == 1)
    }

    @Test
    func `random fragments stay within the limits`() {
        var limits = LayerPeeler.Limits()
        limits.fragmentedDatagrams = 4
        limits.fragmentBytes = 2000
        var joiner = FragmentJoiner(limits: limits)
        var random = SeededRandom(seed: 7)
        var joined = 0
        for second in 0..<5000 as Range<Int64> {
            let count = Int.random(in: 0...3, using: &random) * 8
            let outcome = add(
                &joiner, .random(in: 0...5, using: &random), Int.random(in: 0...6, using: &random) * 8,
                last: Bool.random(using: &random), Wire.zeros(count), wireCount: count + 8, at: second)
            if outcome?.hasSuffix("]") == false, outcome?.hasPrefix("[") == true { joined += 1 }
        }
        #expect(joined > 100)
    }
}
