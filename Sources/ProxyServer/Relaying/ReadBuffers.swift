import NIOCore

/// Buffers to read into, which all channels of an event loop share: none is held by a channel that is idle.
final class ReadBuffers {
    private var small: [ByteBuffer] = []
    private var large: [ByteBuffer] = []

    /// An empty buffer.
    func take(isLarge: Bool, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        if isLarge { return large.popLast() ?? allocator.buffer(capacity: ProxyLimits.largeRead) }
        return small.popLast() ?? allocator.buffer(capacity: ProxyLimits.smallRead)
    }

    /// Takes a buffer back whose bytes nobody needs; one that is still to be sent is let go of.
    func giveBack(_ buffer: consuming ByteBuffer) {
        guard buffer.modifyIfUniquelyOwned({ $0.clear() }) != nil else { return }
        if buffer.capacity >= ProxyLimits.largeRead {
            if large.count < ProxyLimits.spareLarge { large.append(buffer) }
        } else if buffer.capacity >= ProxyLimits.smallRead, small.count < ProxyLimits.piecesInRound {
            small.append(buffer)
        }
    }
}

/// How a channel chooses its next buffer among those that all share: the first one is small, since it stays with the
/// channel; a read that fills a small one is followed by a large one.
struct SharedReading: RecvByteBufferAllocator {
    private let buffers: NIOLoopBound<ReadBuffers>
    private var isFirst = true
    private var isLarge = false

    init(_ buffers: NIOLoopBound<ReadBuffers>) {
        self.buffers = buffers
    }

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        isFirst
            ? allocator.buffer(capacity: ProxyLimits.firstRead) : buffers.value.take(isLarge: isLarge, allocator)
    }

    mutating func record(actualReadBytes: Int) -> Bool {
        isLarge = actualReadBytes >= ProxyLimits.smallRead
        isFirst = false
        // A buffer is never used again by the channel itself.
        return true
    }
}
