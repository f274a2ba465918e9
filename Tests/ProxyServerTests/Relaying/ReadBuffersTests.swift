import NIOCore
import NIOEmbedded
import Testing

@testable import ProxyServer

struct ReadBuffersTests {
    private let allocator = ByteBufferAllocator()

    @Test func `a buffer that nobody needs is used again, empty`() {
        let buffers = ReadBuffers()
        var buffer = buffers.take(isLarge: false, allocator)
        buffer.writeString("bytes")
        let place = buffer.withUnsafeReadableBytes { $0.baseAddress }
        buffers.giveBack(buffer)
        buffer = ByteBuffer()
        var again = buffers.take(isLarge: false, allocator)
        #expect(again.readableBytes == 0)
        again.writeString("x")
        #expect(again.withUnsafeReadableBytes { $0.baseAddress } == place)
    }

    @Test func `a buffer that is still to be sent is not used again`() {
        let buffers = ReadBuffers()
        var buffer = buffers.take(isLarge: true, allocator)
        buffer.writeString("bytes")
        let kept = buffer
        buffers.giveBack(buffer)
        var again = buffers.take(isLarge: true, allocator)
        again.writeString("other")
        #expect(kept == ByteBuffer(string: "bytes"))
    }

    @Test func `the first read is small, and a read that fills its buffer is followed by a large one`() {
        let loop = EmbeddedEventLoop()
        var reading = SharedReading(NIOLoopBound(ReadBuffers(), eventLoop: loop))
        #expect(reading.buffer(allocator: allocator).capacity == ProxyLimits.firstRead)
        _ = reading.record(actualReadBytes: 100)
        #expect(reading.buffer(allocator: allocator).capacity == ProxyLimits.smallRead)
        _ = reading.record(actualReadBytes: ProxyLimits.smallRead)
        #expect(reading.buffer(allocator: allocator).capacity == ProxyLimits.largeRead)
        _ = reading.record(actualReadBytes: 1)
        #expect(reading.buffer(allocator: allocator).capacity == ProxyLimits.smallRead)
    }
}
