import TestKit
import Testing

@testable import WebSocketWire

struct PayloadTests {
    private static let key = MaskingKey(bits: 0x0102_0304)

    private static func masked(_ bytes: [UInt8]) -> [UInt8] {
        Array(FrameBytes(key: key.bits, payload: bytes).wire.suffix(bytes.count))
    }

    private static func kept(_ payload: borrowing Payload) -> [UInt8] {
        payload.kept.bytes.copiedBytes
    }

    @Test(arguments: [0, 1, 7, 8, 9, 60, 1_000])
    func `a cap keeps the first bytes and the true length`(_ cap: Int) {
        let bytes = [UInt8].noise(60, seed: 6)
        let masked = Self.masked(bytes)
        forEveryChunking(of: Array(0..<60)) { chunks in
            var plain = Payload(cap: cap)
            var unmasked = Payload(cap: cap)
            for chunk in chunks {
                let start = Int(chunk.first ?? 0)
                let range = start..<start + chunk.count
                plain.add(bytes.span.bytes.extracting(range), isText: false)
                unmasked.add(
                    masked.span.bytes.extracting(range), unmaskedBy: Self.key, from: UInt64(start), isText: false)
            }
            let expected = Array(bytes.prefix(cap))
            #expect(Self.kept(plain) == expected)
            #expect(Self.kept(unmasked) == expected)
            let (lengths, capped) = ([plain.length, unmasked.length], [plain.isCapped, unmasked.isCapped])
            #expect(lengths == [60, 60])
            #expect(capped == [cap < 60, cap < 60])
        }
    }

    @Test
    func `holes that touch are one`() {
        var payload = Payload(cap: 100)
        payload.skip(2)
        payload.skip(3)
        payload.skip(0)
        payload.add([1, 2], isText: false)
        payload.skip(4)
        payload.add(RawSpan(), isText: false)
        payload.skip(1)
        payload.add([3], isText: false)
        let (holes, length) = (payload.holes, payload.length)
        #expect(holes == [Hole(offset: 0, length: 5), Hole(offset: 7, length: 5)])
        #expect(length == 13)
        #expect(Self.kept(payload) == [1, 2, 3])
    }

    @Test
    func `a payload with more holes than are told keeps nothing more`() {
        var payload = Payload(cap: 1 << 20)
        for _ in 0..<Limits.holes {
            payload.skip(1)
            payload.add([1], isText: false)
        }
        let before = payload.isRiddled
        for _ in 0..<5 {
            payload.skip(1)
            payload.add([2], isText: false)
        }
        let (isRiddled, isCapped, count, length) = (
            payload.isRiddled, payload.isCapped, payload.holes.count, payload.length
        )
        #expect(!before && isRiddled && isCapped)
        #expect(count == Limits.holes)
        #expect(length == UInt64(2 * Limits.holes + 10))
        #expect(Self.kept(payload) == [UInt8](repeating: 1, count: Limits.holes))
    }

    @Test(arguments: [.max, .max - 1, 1 << 63] as [UInt64])
    func `holes as large as a length field tells stop nothing`(_ count: UInt64) {
        var payload = Payload(cap: 10)
        for _ in 0..<4 {
            payload.skip(count)
            payload.add([1], isText: true)
            payload.skip(count)
            payload.skip(count)
        }
        #expect(Self.kept(payload) == [1, 1, 1, 1])
    }

    @Test(
        arguments: [
            (0, 0), (1, 1), (2, 1), (3, 3), (4, 3), (5, 3), (6, 6), (7, 6), (8, 6), (9, 6), (10, 10), (100, 10),
        ] as [(Int, Int)])
    func `the text that can be shown ends before a character that the cap cuts`(_ cap: Int, _ expected: Int) {
        let bytes = Array("aä漢😀".utf8)
        for isMasked in [false, true] {
            var payload = Payload(cap: cap)
            if isMasked {
                let masked = Self.masked(bytes)
                payload.add(masked.span.bytes, unmaskedBy: Self.key, from: 0, isText: true)
            } else {
                payload.add(bytes, isText: true)
            }
            let (length, isValid) = (payload.textLength, payload.isValidText)
            #expect(length == expected)
            #expect(isValid, "the bytes that are not kept are judged too")
        }
    }

    @Test(arguments: [0, 3, 9, 40_000, 40_001, 100_000])
    func `text that is not kept is judged all the same`(_ cap: Int) {
        let good = Array((String(repeating: "x", count: 39_999) + "漢字").utf8)
        for isMasked in [false, true] {
            for bad in [nil, 2, 20_000, 40_003] as [Int?] {
                var bytes = good
                if let bad { bytes[bad] = 0xff }
                var payload = Payload(cap: cap)
                if isMasked {
                    let masked = Self.masked(bytes)
                    payload.add(masked.span.bytes, unmaskedBy: Self.key, from: 0, isText: true)
                } else {
                    payload.add(bytes, isText: true)
                }
                let (offset, isValid) = (payload.invalidTextOffset, payload.isValidText)
                #expect(offset == bad.map { $0 == 40_003 ? 40_002 : $0 })
                #expect(isValid == (bad == nil))
            }
        }
    }

    @Test
    func `text that ends inside a character can be shown as none`() {
        var payload = Payload(cap: 10)
        payload.add([0x61, 0xe6, 0xbc], isText: true)
        let (length, isValid, offset) = (payload.textLength, payload.isValidText, payload.invalidTextOffset)
        #expect(length == nil)
        #expect(!isValid)
        #expect(offset == nil)
    }

    @Test(arguments: [(5, 0), (5, 3), (5, 5), (5, 8), (0, 4), (5, -1)])
    func `writing into the room keeps to the cap`(_ cap: Int, _ limit: Int) {
        var payload = Payload(cap: cap)
        var room = 0
        let isFilled = payload.fill(atMost: limit, isText: false) { target in
            room = target.count
            for index in 0..<target.count { target[index] = UInt8(index) }
            return target.count
        }
        let expected = max(0, min(cap, limit))
        #expect(isFilled == (expected > 0))
        #expect(room == expected)
        #expect(Self.kept(payload) == (0..<expected).map { UInt8($0) })
        let length = payload.length
        #expect(length == UInt64(expected))
    }
}

extension PayloadTests {
    @Test
    func `shrinking gives bytes up and keeps the true length`() {
        var payload = Payload(cap: 100)
        payload.add([1, 2, 3, 4], isText: false)
        payload.shrink(to: 10)
        let before = payload.isCapped
        payload.shrink(to: 2)
        payload.shrink(to: 50)
        payload.add([5], isText: false)
        let (isCapped, length, cap) = (payload.isCapped, payload.length, payload.cap)
        #expect(!before && isCapped)
        #expect(length == 5)
        #expect(cap == 2)
        #expect(Self.kept(payload) == [1, 2])
    }

    @Test
    func `bytes of no interest are counted`() {
        var payload = Payload(cap: 100)
        payload.pass(0)
        let before = payload.isCapped
        payload.pass(7)
        let (isCapped, length) = (payload.isCapped, payload.length)
        #expect(!before && isCapped)
        #expect(length == 7)
    }

    @Test
    func `a cleared payload is as new`() {
        var payload = Payload(cap: 3)
        payload.add([0xff, 2, 3, 4], isText: true)
        for _ in 0...Limits.holes {
            payload.skip(1)
            payload.add([1], isText: true)
        }
        payload.clear(cap: 8)
        let state = (payload.isCapped, payload.isRiddled, payload.holes, payload.length)
        #expect(state == (false, false, [], 0))
        let text = (payload.invalidTextOffset, payload.textLength, payload.cap)
        #expect(text == (nil, 0, 8))
        payload.add(Array("täglich!".utf8), isText: true)
        #expect(Self.kept(payload) == Array("täglich".utf8))
    }

    @Test
    func `a large payload's memory is not kept for the next`() {
        var payload = Payload(cap: .max)
        payload.add([UInt8](repeating: 1, count: 1 << 20), isText: false)
        payload.clear(cap: 10)
        let memory = payload.memory
        #expect(memory <= Limits.reusedPayload)
    }

    @Test
    func `taken bytes are gone from the payload`() {
        var payload = Payload(cap: 10)
        payload.add([1, 2], isText: false)
        let taken = payload.takeKept()
        let bytes = taken.withBytes { $0.copiedBytes }
        #expect(bytes == [1, 2])
        #expect(Self.kept(payload) == [])
    }
}
