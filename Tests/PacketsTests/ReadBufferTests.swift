import ByteStreams
import TestKit
import Testing

@testable import Packets

struct ReadBufferTests {
    @Test
    func `bytes taken and passed over come in order, however they arrive`() throws {
        let input = (0..<200).map { UInt8($0) }
        try forEveryChunking(of: input) { chunks throws in
            var source = ChunkedSource(chunks)
            var buffer = ReadBuffer(blockSize: 64)
            #expect(try buffer.fill(to: 10, from: &source))
            buffer.take(10, payload: 2, count: 5)
            #expect(buffer.taken.copied == [2, 3, 4, 5, 6])
            buffer.skip(110)
            #expect(buffer.offset == 120)
            #expect(try buffer.fill(to: 70, from: &source))
            #expect(buffer.owed == 0)
            #expect(buffer.unread.extracting(first: 70).copied == Array(120..<190))
            #expect(try !buffer.fill(to: 81, from: &source))
            #expect(buffer.unread.copied == Array(120..<200))
            buffer.skip(100)
            #expect(buffer.available == 0)
            #expect(buffer.owed == 20)
            #expect(buffer.offset == 220)
        }
    }

    @Test
    func `what was read before an error stays at hand`() throws {
        let failure = SourceError(file: "x", problem: "p", advice: "a")
        var source = ChunkedSource([[1, 2, 3]], failure: failure)
        var buffer = ReadBuffer(blockSize: 64)
        #expect(throws: failure) { try buffer.fill(to: 4, from: &source) }
        #expect(buffer.unread.copied == [1, 2, 3])
    }

    @Test
    func `each read that may have to wait is announced`() throws {
        for (isReady, expected) in [(true, 0), (false, 3)] {
            var source = ChunkedSource([[1], [2], [3], [4]])
            source.isReady = isReady
            var buffer = ReadBuffer(blockSize: 64)
            var announced = 0
            #expect(try buffer.fill(to: 3, from: &source) { announced += 1 })
            #expect(try buffer.fill(to: 2, from: &source) { announced += 1 })
            #expect(announced == expected)
        }
    }

    @Test
    func `a large part is read whole between small ones`() throws {
        let input = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var source = ChunkedSource([input])
        var buffer = ReadBuffer(blockSize: 64)
        var read: [UInt8] = []
        for count in [10, 50_000, 10, 64, 65, 49_851] {
            #expect(try buffer.fill(to: count, from: &source))
            buffer.take(count, payload: 0, count: count)
            read += buffer.taken.copied
        }
        #expect(read == input)
        #expect(try !buffer.fill(to: 1, from: &source))
    }
}
