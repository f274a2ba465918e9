import TestKit
import Testing

@testable import WebSocketWire

struct PayloadBufferTests {
    private static func held(_ buffer: borrowing PayloadBuffer) -> [UInt8] {
        let bytes = buffer.withBytes { $0.copiedBytes }
        #expect(bytes.count == buffer.count, "the count is not that of the bytes")
        return bytes
    }

    @Test
    func `an empty buffer holds nothing and takes no memory`() {
        var buffer = PayloadBuffer()
        buffer.append(RawSpan())
        let capacity = buffer.capacity
        #expect(Self.held(buffer) == [])
        #expect(capacity == 0)
    }

    @Test
    func `bytes are held in order while the buffer grows`() {
        var random = SeededRandom(seed: 3)
        var buffer = PayloadBuffer()
        var expected: [UInt8] = []
        var isRoomy = true
        for round in 0..<200 {
            let bytes = [UInt8].noise(Int.random(in: 0...2_000, using: &random), seed: UInt64(round))
            buffer.append(bytes)
            expected += bytes
            isRoomy = isRoomy && buffer.capacity >= buffer.count
        }
        #expect(Self.held(buffer) == expected)
        #expect(isRoomy)
    }

    @Test
    func `masked bytes are held unmasked`() {
        let plain = [UInt8].noise(1_000, seed: 4)
        let frame = FrameBytes(key: 0x8899_aabb, payload: plain)
        let masked = Array(frame.wire.dropFirst(frame.header.count))
        forEveryChunking(of: Array(masked.prefix(60))) { chunks in
            var buffer = PayloadBuffer()
            for chunk in chunks {
                buffer.append(
                    chunk.span.bytes, unmaskedBy: MaskingKey(bits: 0x8899_aabb), from: UInt64(buffer.count))
            }
            #expect(Self.held(buffer) == Array(plain.prefix(60)))
        }
    }

    @Test(arguments: [(5, 5), (5, 0), (5, 3), (5, 9), (5, -1), (0, 4), (-2, 4)])
    func `writing into the room counts what was written, within the limit`(_ limit: Int, _ written: Int) {
        var buffer = PayloadBuffer()
        buffer.append([9])
        buffer.append(atMost: limit) { target in
            for index in 0..<max(0, min(limit, written)) {
                target.storeBytes(of: UInt8(index), toByteOffset: index, as: UInt8.self)
            }
            return written
        }
        #expect(Self.held(buffer) == [9] + (0..<max(0, min(limit, written))).map { UInt8($0) })
    }

    @Test(arguments: [
        (10, 10_000), (10, 10), (10, 9), (10, 1), (10, 0), (10, -1), (100_000, 5), (100_000, 99_999), (0, 0),
    ])
    func `truncating keeps the first bytes and gives memory back`(_ count: Int, _ length: Int) {
        let bytes = [UInt8].noise(count, seed: 1)
        var buffer = PayloadBuffer()
        buffer.append(bytes)
        buffer.truncate(to: length)
        let capacity = buffer.capacity
        #expect(Self.held(buffer) == Array(bytes.prefix(max(0, length))))
        if length < count { #expect(capacity == max(0, length)) }
        buffer.append(bytes)
        #expect(Self.held(buffer) == Array(bytes.prefix(max(0, length))) + bytes)
    }

    @Test(arguments: [(10, 20), (10, 10), (10, 4), (10, 0), (10, -4)])
    func `dropping keeps the memory`(_ count: Int, _ length: Int) {
        let bytes = [UInt8].noise(count, seed: 2)
        var buffer = PayloadBuffer()
        buffer.append(bytes)
        let before = buffer.capacity
        buffer.drop(after: length)
        let after = buffer.capacity
        #expect(before == after)
        #expect(Self.held(buffer) == Array(bytes.prefix(max(0, length))))
    }

    @Test
    func `clearing keeps memory up to a limit`() {
        let bytes = [UInt8].noise(1_000, seed: 2)
        var buffer = PayloadBuffer()
        buffer.append(bytes)
        buffer.clear(keeping: 1_000_000)
        let kept = buffer.capacity
        #expect(kept >= 1_000)
        #expect(Self.held(buffer) == [])
        buffer.append(bytes)
        #expect(Self.held(buffer) == bytes)
        buffer.clear(keeping: kept - 1)
        let given = buffer.capacity
        #expect(given == 0)
        buffer.append(bytes)
        #expect(Self.held(buffer) == bytes)
    }
}
