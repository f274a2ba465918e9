import Glibc

/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable {
    /// The first eight bytes in network order; zero for IPv4.
    package let high: UInt64
    /// The last eight bytes in network order; for IPv4 the address is the low 32 bits.
    package let low: UInt64
    /// Whether this is an IPv6 address.
    package let isV6: Bool

    /// An IPv4 address from its 32 bits in host order (`0x7f000001` is 127.0.0.1).
    @inlinable @inline(__always)
    package init(v4 bits: UInt32) {
        high = 0
        low = UInt64(bits)
        isV6 = false
    }

    /// An IPv6 address from its two halves in host order.
    @inlinable @inline(__always)
    package init(v6 high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
        isV6 = true
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal for IPv4; the canonical text of RFC 5952 for IPv6, without brackets.
    package var description: String {
        guard isV6 else {
            return (0..<4).map { String((low >> UInt64(24 - 8 * $0)) & 0xff) }.joined(separator: ".")
        }
        if high == 0, low >> 32 == 0xffff {
            return "::ffff:\(IPAddress(v4: UInt32(truncatingIfNeeded: low)))"
        }
        let groups = (0..<8).map { index -> UInt64 in
            let half = index < 4 ? high : low
            return (half >> UInt64(48 - 16 * (index % 4))) & 0xffff
        }
        guard let zeros = Self.longestZeroRun(in: groups) else {
            return Self.joined(groups[...])
        }
        return Self.joined(groups[..<zeros.lowerBound]) + "::" + Self.joined(groups[zeros.upperBound...])
    }

    private static func joined(_ groups: ArraySlice<UInt64>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first longest run of at least two zero groups (RFC 5952 section 4.2).
    private static func longestZeroRun(in groups: [UInt64]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            guard groups[start] == 0 else {
                start += 1
                continue
            }
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start >= 2, end - start > best?.count ?? 0 {
                best = start..<end
            }
            start = end
        }
        return best
    }
}

/// One end of a connection: an address and a port.
package struct Endpoint: Sendable, Hashable {
    /// The host.
    package let address: IPAddress
    /// The TCP port.
    package let port: UInt16

    /// An end by its address and port.
    package init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    /// `10.0.0.1:80` or `[2001:db8::2]:80`.
    package var description: String {
        address.isV6 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}

extension IPAddress {
    /// An address by its text, IPv6 without brackets; nil where it is none.
    package init?(text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count < 64, !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(v4: UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let (high, low) = unsafe withUnsafeBytes(of: &six) { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        self.init(v6: high, low)
    }
}
