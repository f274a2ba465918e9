/// The four bytes that a client's payload is combined with (RFC 6455 section 5.3).
package struct MaskingKey: Sendable, Hashable {
    /// The bytes, first one in the highest bits.
    package let bits: UInt32

    /// A key by its bytes, the first one in the highest bits.
    @inlinable
    package init(bits: UInt32) {
        self.bits = bits
    }

    /// Combines `source` with the key into `target`, the first byte being at `position` of the payload. Writes as many
    /// bytes as `source` has; `target` must hold them.
    package func apply(to source: RawSpan, from position: UInt64, into target: UnsafeMutableRawPointer) {
        let turn = UInt32(truncatingIfNeeded: position & 3) * 8
        let turned = (bits << turn) | (turn == 0 ? 0 : bits >> (32 - turn))
        let word = UInt64(turned) << 32 | UInt64(turned)
        let mask = word.bigEndian
        unsafe source.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            let count = bytes.count
            var at = 0
            while at &+ 8 <= count {
                let value = unsafe start.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                unsafe target.storeBytes(of: value ^ mask, toByteOffset: at, as: UInt64.self)
                at &+= 8
            }
            var shift: UInt64 = 56
            while at < count {
                let key = UInt8(truncatingIfNeeded: word >> shift)
                let value = unsafe start.load(fromByteOffset: at, as: UInt8.self)
                unsafe target.storeBytes(of: value ^ key, toByteOffset: at, as: UInt8.self)
                at &+= 1
                shift &-= 8
            }
        }
    }
}

extension MaskingKey: CustomStringConvertible {
    /// Eight hexadecimal digits.
    package var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
