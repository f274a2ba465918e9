import CZlib
import TestKit
import Testing

@testable import WebSocketWire

struct InflaterTests {
    /// What a message inflates to.
    private struct Result: Equatable {
        var bytes: [UInt8]
        var outcome: Inflater.Outcome
        var holes: [Hole] = []
        var length: UInt64 = 0
    }

    private static func inflate(
        _ chunks: [[UInt8]], by inflater: Inflater, cap: Int = 1 << 20, limit: UInt64 = .max
    ) -> Result {
        var payload = Payload(cap: cap)
        inflater.begin()
        var outcome = Inflater.Outcome.inflated
        for chunk in chunks where outcome == .inflated {
            outcome = inflater.feed(chunk.span.bytes, into: &payload, isText: false, limit: limit)
        }
        if outcome == .inflated { outcome = inflater.end(into: &payload, isText: false, limit: limit) }
        return Result(
            bytes: payload.kept.bytes.copiedBytes, outcome: outcome, holes: payload.holes, length: payload.length)
    }

    private static func whole(_ bytes: [UInt8]) -> Result {
        Result(bytes: bytes, outcome: .inflated, length: UInt64(bytes.count))
    }

    private static let hello = Array("Hello".utf8)

    @Test(
        arguments: [
            [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00],
            [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00],
            [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00], [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00],
            [0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00],
        ] as [[UInt8]])
    func `the messages of RFC 7692 section 7.2.3 inflate however they are cut`(_ wire: [UInt8]) {
        forEveryChunking(of: wire) { chunks in
            for keepsContext in [true, false] {
                let inflater = Inflater(keepsContext: keepsContext)
                #expect(Self.inflate(chunks, by: inflater) == Self.whole(Self.hello))
                #expect(Self.inflate(chunks, by: inflater) == Self.whole(Self.hello), "the second time")
            }
        }
    }

    @Test
    func `a shared window is used by the next message`() {
        let inflater = Inflater(keepsContext: true)
        #expect(Self.inflate([[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]], by: inflater) == Self.whole(Self.hello))
        #expect(Self.inflate([[0xf2, 0x00, 0x11, 0x00, 0x00]], by: inflater) == Self.whole(Self.hello))
        let alone = Inflater(keepsContext: false)
        #expect(Self.inflate([[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]], by: alone) == Self.whole(Self.hello))
        #expect(Self.inflate([[0xf2, 0x00, 0x11, 0x00, 0x00]], by: alone).outcome == .damaged)
        #expect(Self.inflate([[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]], by: alone) == Self.whole(Self.hello))
    }

    @Test(arguments: [[], [0x00]] as [[UInt8]], [true, false])
    func `an empty message is one byte or none`(_ wire: [UInt8], _ keepsContext: Bool) {
        let inflater = Inflater(keepsContext: keepsContext)
        for message in PlainMessages.series(3) {
            #expect(Self.inflate([wire], by: inflater) == Self.whole([]))
            let other = Deflater(keepsContext: false).message(message)
            #expect(Self.inflate([other], by: inflater) == Self.whole(message))
        }
    }

    @Test(arguments: Int32(9)...15, [true, false])
    func `messages of a sender with any window inflate one by one`(_ windowBits: Int32, _ keepsContext: Bool) {
        let deflater = Deflater(windowBits: windowBits, keepsContext: keepsContext)
        let inflater = Inflater(keepsContext: keepsContext)
        for (index, plain) in PlainMessages.series(60, words: 40).enumerated() {
            let wire = deflater.message(plain)
            let cut = wire.count * index / 60
            let result = Self.inflate([Array(wire[..<cut]), Array(wire[cut...])], by: inflater)
            #expect(result == Self.whole(plain))
        }
    }

    @Test(arguments: Int32(0)...9)
    func `every level inflates, however it is cut`(_ level: Int32) {
        let plain = PlainMessages.json(1) + [UInt8].noise(40, seed: 5)
        let wire = Deflater(level: level).message(plain)
        forEveryChunking(of: wire) { chunks in
            #expect(Self.inflate(chunks, by: Inflater(keepsContext: true)) == Self.whole(plain))
        }
    }

    @Test
    func `several blocks and flushes make one message`() {
        let deflater = Deflater()
        let plain = PlainMessages.series(4, words: 3)
        var wire = deflater.piece(plain[0], flush: Z_SYNC_FLUSH)
        wire += deflater.piece(plain[1], flush: Z_FULL_FLUSH)
        wire += deflater.piece(plain[2], flush: Z_PARTIAL_FLUSH) + deflater.message(plain[3])
        for chunks in [[wire], wire.map { [$0] }] {
            let result = Self.inflate(chunks, by: Inflater(keepsContext: true))
            #expect(result == Self.whole(Array(plain.joined())))
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `messages whose last block says so are followed by others`(_ hasExtra: Bool, _ keepsContext: Bool) {
        let deflater = Deflater(keepsContext: keepsContext)
        let inflater = Inflater(keepsContext: keepsContext)
        for (index, plain) in PlainMessages.series(9).enumerated() {
            let wire = index % 3 == 2 ? deflater.message(plain) : deflater.final(plain) + (hasExtra ? [0] : [])
            #expect(Self.inflate(wire.map { [$0] }, by: inflater) == Self.whole(plain))
        }
    }
}

extension InflaterTests {
    @Test(arguments: [0, 1, 100, 16_383, 16_384, 16_385, 40_000, 99_999, 100_000, 100_001])
    func `a cap keeps the first bytes, the true length and the window`(_ cap: Int) {
        let first = [UInt8].noise(50_000, seed: 1) + [UInt8](repeating: 7, count: 50_000)
        let second = Array(first.suffix(70_000).reversed()) + first.suffix(50_100)
        let deflater = Deflater()
        let inflater = Inflater(keepsContext: true)
        for plain in [first, second] {
            let result = Self.inflate([deflater.message(plain)], by: inflater, cap: cap)
            #expect(result.bytes == Array(plain.prefix(cap)))
            #expect(result.length == UInt64(plain.count))
            #expect(result.outcome == .inflated)
        }
    }

    @Test(arguments: [10_000, 1 << 20, 20 << 20] as [UInt64])
    func `a bomb stops at its limit, and what follows is inflated again`(_ limit: UInt64) {
        let deflater = Deflater(keepsContext: false)
        let bomb = deflater.message([UInt8](repeating: 0, count: 24 << 20))
        for keepsContext in [true, false] {
            let inflater = Inflater(keepsContext: keepsContext)
            let result = Self.inflate([bomb], by: inflater, cap: 100, limit: limit)
            #expect(result.outcome == .limitReached)
            #expect(result.length > limit && result.length <= limit + UInt64(Limits.scratch))
            let plain = PlainMessages.json(1)
            #expect(Self.inflate([deflater.message(plain)], by: inflater) == Self.whole(plain))
        }
    }

    @Test(arguments: [99, 100, 101])
    func `a message as long as the limit is whole`(_ count: Int) {
        let plain = [UInt8](repeating: 0, count: count)
        let result = Self.inflate(
            Deflater().message(plain).map { [$0] }, by: Inflater(keepsContext: true), limit: 100)
        #expect(result.outcome == (count <= 100 ? .inflated : .limitReached))
        #expect(result.length == UInt64(count))
    }

    @Test(
        arguments: [
            [0x07], [0xff, 0xff], [0x00, 0x05, 0x00, 0xfa, 0xfe], [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48],
            [0xf2, 0x48, 0xcd, 0xc9], [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00, 0x00, 0xff, 0xff],
            [0x4b, 0x04, 0x11, 0xff], [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x07],
        ] as [[UInt8]])
    func `what is no whole deflate is damaged however it is cut, and the next message comes through`(_ wire: [UInt8]) {
        let plain = PlainMessages.json(2)
        let next = Deflater(keepsContext: false).message(plain)
        forEveryChunking(of: wire) { chunks in
            for keepsContext in [true, false] {
                let inflater = Inflater(keepsContext: keepsContext)
                #expect(Self.inflate(chunks, by: inflater).outcome == .damaged)
                #expect(Self.inflate([next], by: inflater) == Self.whole(plain))
            }
        }
    }

    @Test
    func `many empty last blocks are read in a reasonable time`() {
        let count = 100_000
        let wire = [UInt8](Array(repeating: [0x03, 0x00], count: count).joined())
        let inflater = Inflater(keepsContext: true)
        let time = ContinuousClock().measure {
            #expect(Self.inflate([wire], by: inflater) == Self.whole([]))
        }
        #expect(time < .seconds(2), "\(time)")
    }

    @Test
    func `no mutation stops the program or hangs it`() {
        var random = SeededRandom(seed: 21)
        let deflater = Deflater()
        let wires = PlainMessages.series(30, words: 20).map { deflater.message($0) }
        for _ in 0..<300 {
            let inflater = Inflater(keepsContext: Bool.random(using: &random))
            for wire in wires.prefix(6) {
                var bytes = wire
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                let cut = Int.random(in: 0...bytes.count, using: &random)
                let result = Self.inflate(
                    [Array(bytes[..<cut]), Array(bytes[cut...])], by: inflater, cap: 500, limit: 100_000)
                let holes = result.holes.reduce(0) { $0 + $1.length }
                #expect(UInt64(result.bytes.count) + holes <= result.length)
            }
        }
    }
}
