/// Where text can be added at the end.
package protocol TextTarget: ~Copyable {
    /// Adds text that the program itself says.
    mutating func write(_ text: StaticString)
    /// Adds text as it is.
    mutating func write(text: String)
    /// Adds bytes as they are.
    mutating func write(_ bytes: RawSpan)
}

/// Text on its way out: gathered in one block of memory and handed on whenever that is full.
@safe
package struct TextOutput: ~Copyable, TextTarget {
    /// Takes a block of bytes; false where nobody wants more.
    package typealias Drain = (UnsafeRawBufferPointer) -> Bool

    @usableFromInline static let capacity = 262_144
    @usableFromInline let base: UnsafeMutableRawPointer
    let digits: Base64Digits
    private let drain: Drain
    @usableFromInline var count = 0
    /// Whether whoever took the bytes wants no more; further ones are dropped.
    package private(set) var isClosed = false

    /// Text that goes to `drain`, block by block.
    package init(drain: @escaping Drain) {
        unsafe base = .allocate(byteCount: Self.capacity, alignment: 64)
        digits = Base64Digits()
        unsafe self.drain = unsafe drain
    }

    deinit {
        unsafe base.deallocate()
    }

    /// Hands on what is gathered.
    package mutating func flush() {
        defer { count = 0 }
        guard count > 0, !isClosed else { return }
        isClosed = unsafe !drain(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Where the next `size` bytes go; they count once `advance` is called. At most `capacity`.
    @inlinable
    @inline(__always)
    mutating func room(_ size: Int) -> UnsafeMutableRawPointer {
        if Self.capacity &- count < size { flush() }
        return unsafe base + count
    }

    /// Counts bytes that were written into `room`.
    @inlinable
    @inline(__always)
    mutating func advance(_ size: Int) {
        count &+= size
    }

    /// Adds text that the program itself says.
    @inlinable
    @inline(__always)
    package mutating func write(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        unsafe room(size).copyMemory(from: text.utf8Start, byteCount: size)
        count &+= size
    }

    /// Adds one byte.
    @inlinable
    package mutating func write(byte: UInt8) {
        unsafe room(1).storeBytes(of: byte, as: UInt8.self)
        count &+= 1
    }

    /// Adds text as it is.
    package mutating func write(text: String) {
        var text = text
        text.withUTF8 { units in
            unsafe write(RawSpan(_unsafeElements: units))
        }
    }

    /// Adds bytes as they are.
    package mutating func write(_ bytes: RawSpan) {
        var start = 0
        while start < bytes.byteCount {
            let size = min(bytes.byteCount &- start, Self.capacity)
            let target = unsafe room(size)
            unsafe bytes.extracting(start..<start &+ size).withUnsafeBytes { source in
                if let from = source.baseAddress { unsafe target.copyMemory(from: from, byteCount: size) }
            }
            count &+= size
            start &+= size
        }
    }

    /// Adds a number in decimal.
    package mutating func write(_ number: UInt64) {
        count &+= unsafe DecimalDigits.put(number, room(20))
    }

    /// Adds a number in decimal.
    package mutating func write(_ number: Int) {
        if number < 0 { write(byte: 45) }
        write(UInt64(number.magnitude))
    }

    /// Adds the last `digits` decimal digits of a number, zeros included; at most 20.
    package mutating func write(_ number: UInt64, digits: Int) {
        let length = min(max(digits, 0), 20)
        unsafe DecimalDigits.put(number, length: length, room(20))
        count &+= length
    }

    /// Lets `write` fill room for at most `size` bytes, no more than 64 KiB; it says how many it wrote.
    @inlinable
    package mutating func write(atMost size: Int, _ write: (UnsafeMutableRawPointer) -> Int) {
        let target = unsafe room(min(size, 65_536))
        advance(unsafe min(write(target), size))
    }
}
