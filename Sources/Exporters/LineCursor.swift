import JSONText

/// Writes the short parts of a line, whose length has a bound, straight into memory.
@safe
struct LineCursor {
    private let start: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer

    /// A cursor at the beginning of room that is large enough for all that is written.
    init(_ start: UnsafeMutableRawPointer) {
        unsafe self.start = start
        unsafe end = start
    }

    /// Bytes written.
    var count: Int { unsafe end - start }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        unsafe end.copyMemory(from: text.utf8Start, byteCount: size)
        unsafe end += size
    }

    /// A number in decimal.
    @inline(__always)
    mutating func put(_ number: UInt64) {
        if number < 10 {
            unsafe end.storeBytes(of: UInt8(truncatingIfNeeded: 48 &+ number), as: UInt8.self)
            unsafe end += 1
        } else {
            unsafe end += DecimalDigits.put(number, end)
        }
    }

    /// The last nine decimal digits of a number, zeros included.
    @inline(__always)
    mutating func put(nineDigits number: UInt64) {
        unsafe DecimalDigits.put(number, length: 9, end)
        unsafe end += 9
    }
}
