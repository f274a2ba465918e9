/// Bytes read ahead from a source, in one piece of memory that is used again. It grows only for a part that does not
/// fit, no faster than bytes arrive for it, and shrinks back afterwards.
@safe struct ReadBuffer: ~Copyable {
    private let blockSize: Int
    private var memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var takenStart = 0
    private var takenCount = 0

    /// Where the next unread byte stands in the source, from 0.
    private(set) var offset: UInt64 = 0
    /// Bytes that are to be passed over and have not arrived. Nothing is unread while there are any.
    private(set) var owed: UInt64 = 0

    /// An empty buffer that reads up to `blockSize` bytes at a time.
    init(blockSize: Int) {
        self.blockSize = max(blockSize, 64)
        unsafe memory = .allocate(byteCount: self.blockSize, alignment: 16)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// How many bytes are at hand.
    @inline(__always)
    var available: Int {
        end &- start
    }

    /// The bytes at hand.
    @inline(__always)
    var unread: RawSpan {
        @_lifetime(borrow self)
        get {
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[start..<end])
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }

    /// The payload of the record last taken, until the next change.
    var taken: RawSpan {
        @_lifetime(borrow self)
        get {
            unsafe _overrideLifetime(RawSpan(_unsafeBytes: takenMemory), borrowing: self)
        }
    }

    /// The payload of the record last taken, for an owner whose lifetime the compiler cannot follow.
    @unsafe var takenMemory: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: memory[takenStart..<(takenStart &+ takenCount)])
    }

    /// Takes a record of `length` bytes, all at hand, whose payload is `count` bytes from `payload` on.
    @inline(__always)
    mutating func take(_ length: Int, payload: Int, count: Int) {
        takenStart = start &+ payload
        takenCount = count
        start = start &+ length
        offset = offset &+ UInt64(truncatingIfNeeded: length)
    }

    /// Passes over `count` bytes, which need not be at hand.
    mutating func skip(_ count: UInt64) {
        takenCount = 0
        offset = offset &+ count
        owed = owed &+ count
        payDebt()
    }

    /// Reads until `count` bytes are at hand, and gives `false` where the source ends first. Calls `beforeWaiting` ahead
    /// of each read that may have to wait.
    mutating func fill<Source: ByteSource & ~Copyable>(
        to count: Int, from source: inout Source, beforeWaiting: () -> Void = {}
    ) throws(SourceError) -> Bool {
        takenCount = 0
        compact(for: count)
        while available < count {
            if unsafe end == memory.count {
                unsafe move(to: min(max(memory.count &* 2, blockSize), max(count, blockSize)))
            }
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...])
            var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
            if !source.isReady { beforeWaiting() }
            try source.read(into: &output)
            let arrived = unsafe output.finalize(for: room)
            guard arrived > 0 else { return false }
            end &+= arrived
            payDebt()
        }
        return true
    }

    private mutating func payDebt() {
        guard owed > 0 else { return }
        let paid = min(owed, UInt64(available))
        start &+= Int(paid)
        owed -= paid
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Moves what is unread to the front, and gives back memory that one large part needed.
    private mutating func compact(for count: Int) {
        takenStart = 0
        if unsafe memory.count > blockSize, max(count, available) <= blockSize {
            move(to: blockSize)
        } else if start > 0 {
            if available > 0 {
                let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[start..<end])
                unsafe memory.copyMemory(from: bytes)
            }
            end &-= start
            start = 0
        }
    }

    private mutating func move(to capacity: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
        unsafe memory.deallocate()
        unsafe memory = larger
        end &-= start
        start = 0
    }
}
