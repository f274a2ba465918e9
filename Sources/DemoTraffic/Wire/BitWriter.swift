/// Bits written into bytes from the lowest on, as deflate has them (RFC 1951 section 3.1.1).
struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var count = 0

    /// Writes the lowest `width` bits of a value, at most 32, the lowest first.
    mutating func write(_ value: Int, width: Int) {
        pending |= (UInt64(truncatingIfNeeded: value) & ((1 << UInt64(width)) - 1)) << UInt64(count)
        count += width
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            count -= 8
        }
    }

    /// Writes a Huffman code, the highest bit first.
    mutating func write(code: Int, width: Int) {
        var turned = 0
        for bit in 0..<width where code >> bit & 1 != 0 { turned |= 1 << (width - 1 - bit) }
        write(turned, width: width)
    }

    /// Fills the last byte with zeros.
    mutating func align() {
        if count > 0 { write(0, width: 8 - count) }
    }
}
