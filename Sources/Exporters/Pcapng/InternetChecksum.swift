import ByteStreams

/// The checksum of IP, TCP and their like (RFC 1071).
struct InternetChecksum {
    private var sum: UInt64 = 0

    /// A checksum of nothing.
    init() {}

    /// Adds two bytes.
    mutating func add(_ word: UInt16) {
        sum &+= UInt64(word)
    }

    /// Adds four bytes.
    mutating func add(_ word: UInt32) {
        sum &+= UInt64(word >> 16) &+ UInt64(word & 0xffff)
    }

    /// Adds an address.
    mutating func add(_ address: IPAddress) {
        for half in [address.high, address.low] {
            add(UInt32(truncatingIfNeeded: half >> 32))
            add(UInt32(truncatingIfNeeded: half))
        }
    }

    /// Adds bytes, up to 64 KiB. Where their count is odd, nothing may follow.
    mutating func add(_ bytes: RawSpan) {
        var at = 0
        while at &+ 4 <= bytes.byteCount {
            sum &+= UInt64(bytes.bigEndian32(at: at))
            at &+= 4
        }
        if at &+ 2 <= bytes.byteCount {
            add(bytes.bigEndian16(at: at))
            at &+= 2
        }
        if at < bytes.byteCount { add(UInt16(bytes.byte(at: at)) << 8) }
    }

    /// The one's complement of the sum.
    var value: UInt16 {
        var folded = sum
        while folded > 0xffff { folded = (folded >> 16) &+ (folded & 0xffff) }
        return ~UInt16(truncatingIfNeeded: folded)
    }
}
