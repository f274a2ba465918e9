import ByteStreams

/// The last delivered bytes of all streams, in one ring, so that a retransmission can be compared with what was
/// delivered before. Each record names the one before it of the same lane; a lane remembers only its newest.
@safe struct SegmentHistory: ~Copyable {
    /// Of a longer payload only so many bytes at its end are kept.
    static let keptOfEach = 1536
    /// A lane's records are followed so far back, to bound the work for one segment.
    static let recordsCompared = 1024
    /// Bytes of a record before its payload: the place of the record before it, the stream offset, the length.
    private static let headerSize = 24

    private let memory: UnsafeMutableRawPointer
    private let capacity: Int
    /// Bytes ever written, those skipped at the ring's end included. Starts one round in, so that 0 names no record.
    private var written: Int

    /// A ring of at least `capacity` bytes: rounded up to a power of two, at least 4 KiB.
    init(capacity: Int) {
        var size = 4096
        while size < capacity, size < 1 << 30 {
            size *= 2
        }
        self.capacity = size
        written = size
        unsafe memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Remembers the end of `bytes`, whose first stands at `offset` of its lane's stream. `newest` is the lane's newest
    /// record, 0 before the first.
    mutating func append(_ bytes: RawSpan, at offset: Int, newest: inout Int) {
        let count = min(bytes.byteCount, Self.keptOfEach)
        guard count > 0 else { return }
        let size = (Self.headerSize + count + 7) & ~7
        var place = written & (capacity - 1)
        if place + size > capacity {
            written += capacity - place
            place = 0
        }
        let skipped = bytes.byteCount - count
        unsafe memory.storeBytes(of: newest, toByteOffset: place, as: Int.self)
        unsafe memory.storeBytes(of: offset + skipped, toByteOffset: place + 8, as: Int.self)
        unsafe memory.storeBytes(of: count, toByteOffset: place + 16, as: Int.self)
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe (memory + place + Self.headerSize).copyMemory(from: start + skipped, byteCount: count)
        }
        newest = written
        written += size
    }

    /// How `bytes`, a second copy from `offset` of the stream on, differ from what is still remembered of the lane
    /// whose newest record is `newest`; counted from the first of `bytes`.
    func difference(of bytes: RawSpan, at offset: Int, newest: Int) -> ByteDifference? {
        var record = newest
        var found: ByteDifference?
        for _ in 0..<Self.recordsCompared {
            guard record > 0, record + capacity >= written else { break }
            let place = record & (capacity - 1)
            let start = unsafe memory.load(fromByteOffset: place + 8, as: Int.self)
            let count = unsafe memory.load(fromByteOffset: place + 16, as: Int.self)
            guard start + count > offset else { break }
            let overlap = max(start, offset)..<max(start, offset, min(start + count, offset + bytes.byteCount))
            if !overlap.isEmpty {
                let kept = unsafe UnsafeRawBufferPointer(
                    start: memory + place + Self.headerSize + overlap.lowerBound - start, count: overlap.count)
                let copy = bytes.extracting(overlap.lowerBound - offset..<overlap.upperBound - offset)
                let difference = unsafe ByteDifference(kept.bytes, copy)
                found = .joined(found, difference?.shifted(by: overlap.lowerBound - offset))
            }
            record = unsafe memory.load(fromByteOffset: place, as: Int.self)
        }
        return found
    }
}
