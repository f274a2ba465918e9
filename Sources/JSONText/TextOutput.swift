/// Text on its way out: gathered in one block of memory and handed on whenever that is full.
@safe
package struct TextOutput: ~Copyable {
    /// Takes a block of bytes; false where nobody wants more.
    package typealias Drain = (UnsafeRawBufferPointer) -> Bool

    static let capacity = 262_144
    private let base: UnsafeMutableRawPointer
    let digits: Base64Digits
    private let drain: Drain
    private(set) var count = 0
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
    @inline(__always)
    mutating func room(_ size: Int) -> UnsafeMutableRawPointer {
        if Self.capacity &- count < size { flush() }
        return unsafe base + count
    }

    /// Counts bytes that were written into `room`.
    @inline(__always)
    mutating func advance(_ size: Int) {
        count &+= size
    }

    /// Adds text that the program itself says.
    @inline(__always)
    package mutating func write(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        unsafe room(size).copyMemory(from: text.utf8Start, byteCount: size)
        count &+= size
    }

    /// Adds one byte.
    package mutating func write(byte: UInt8) {
        unsafe room(1).storeBytes(of: byte, as: UInt8.self)
        count &+= 1
    }

    /// Adds text as it is.
    package mutating func write(_ text: String) {
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
        let target = unsafe room(20)
        var length = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            length &+= 1
        }
        rest = number
        var at = length
        repeat {
            at &-= 1
            unsafe target.storeBytes(
                of: UInt8(truncatingIfNeeded: 48 &+ rest % 10), toByteOffset: at, as: UInt8.self)
            rest /= 10
        } while at > 0
        count &+= length
    }

    /// Adds a number in decimal.
    package mutating func write(_ number: Int) {
        if number < 0 { write(byte: 45) }
        write(UInt64(number.magnitude))
    }

    /// Adds the last `digits` decimal digits of a number, zeros included; at most 20.
    package mutating func write(_ number: UInt64, digits: Int) {
        let target = unsafe room(20)
        var rest = number
        var at = min(max(digits, 0), 20)
        count &+= at
        while at > 0 {
            at &-= 1
            unsafe target.storeBytes(
                of: UInt8(truncatingIfNeeded: 48 &+ rest % 10), toByteOffset: at, as: UInt8.self)
            rest /= 10
        }
    }
}
