#if canImport(Glibc)
    import Glibc
#endif

/// Bytes that grow at the end. Unlike an array it grows in place where the allocator can, so that a large payload never
/// stands in memory twice, and it hands out its unused room to be written into.
@safe
package struct PayloadBuffer: ~Copyable, Sendable {
    /// Where its memory is, which nobody else has, in whatever thread it is; 0 for none.
    private var address: UInt = 0
    private var base: UnsafeMutableRawPointer? {
        get { unsafe UnsafeMutableRawPointer(bitPattern: address) }
        set { address = UInt(bitPattern: newValue) }
    }
    /// How many bytes it holds.
    package private(set) var count = 0
    /// How many bytes it can hold before it grows.
    package private(set) var capacity = 0

    /// An empty buffer without memory of its own.
    package init() {}

    deinit {
        unsafe free(base)
    }

    /// The bytes held.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        borrowing get {
            guard let base = unsafe base else { return RawSpan() }
            let span = unsafe RawSpan(_unsafeStart: base, byteCount: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Shows the bytes held to `body`.
    package func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        body(bytes)
    }

    /// Makes room for `additional` more bytes.
    private mutating func reserve(_ additional: Int) {
        guard count &+ additional > capacity else { return }
        let wanted = max(count &+ additional, capacity &+ capacity / 2, 256)
        guard let grown = unsafe realloc(base, wanted) else {
            preconditionBroken("no memory for a payload of \(wanted) bytes")
        }
        unsafe base = grown
        capacity = wanted
    }

    /// Room for `count` bytes behind those held; they are held after `extend`.
    private mutating func room(for count: Int) -> UnsafeMutableRawPointer? {
        reserve(count)
        return unsafe base.map { unsafe $0 + self.count }
    }

    /// Adds bytes.
    package mutating func append(_ bytes: RawSpan) {
        guard bytes.byteCount > 0, let target = unsafe room(for: bytes.byteCount) else { return }
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe target.copyMemory(from: start, byteCount: source.count)
        }
        count &+= bytes.byteCount
    }

    /// Adds bytes, unmasked, the first of which stands at `position` of its frame's payload.
    package mutating func append(_ bytes: RawSpan, unmaskedBy key: MaskingKey, from position: UInt64) {
        guard bytes.byteCount > 0, let target = unsafe room(for: bytes.byteCount) else { return }
        unsafe key.apply(to: bytes, from: position, into: target)
        count &+= bytes.byteCount
    }

    /// Lets `write` fill up to `limit` bytes behind those held; it returns how many it wrote.
    package mutating func append(atMost limit: Int, _ write: (UnsafeMutableRawPointer) -> Int) {
        guard limit > 0, let target = unsafe room(for: limit) else { return }
        count &+= max(0, min(limit, unsafe write(target)))
    }

    /// Keeps the first `length` bytes and gives the memory of the others back.
    package mutating func truncate(to length: Int) {
        guard length < count else { return }
        count = max(0, length)
        guard count > 0 else { return clear(keeping: 0) }
        if let shrunk = unsafe realloc(base, count) {
            unsafe base = shrunk
            capacity = count
        }
    }

    /// Holds the first `length` bytes only; keeps the memory.
    package mutating func drop(after length: Int) {
        count = max(0, min(count, length))
    }

    /// Empties the buffer; keeps its memory where that is at most `limit` bytes.
    package mutating func clear(keeping limit: Int) {
        count = 0
        guard capacity > limit else { return }
        unsafe free(base)
        unsafe base = nil
        capacity = 0
    }
}

/// Stops the program where it cannot go on, with a sentence.
func preconditionBroken(_ sentence: String) -> Never {
    precondition(false, sentence)
    abort()
}
