/// Reads base64 (RFC 4648 section 4).
package enum Base64Text {
    /// Adds the bytes that digits stand for. Padding may be missing, and bits beyond the last byte may be set. Where
    /// something else stands, nothing is added, and its place is given; the length, where the digits end too early.
    package static func append(_ digits: RawSpan, to target: inout [UInt8]) -> Int? {
        let count = unpadded(digits)
        let padding = digits.byteCount - count
        guard count % 4 != 1 else { return wrongDigit(digits, count) ?? digits.byteCount }
        guard padding == 0 || (count + padding) % 4 == 0 else { return wrongDigit(digits, count) ?? count }
        let start = target.count
        target.append(contentsOf: repeatElement(0, count: count / 4 * 3 + max(0, count % 4 - 1)))
        let isGood = unsafe target.withUnsafeMutableBytes { memory in
            unsafe decode(digits, count, into: UnsafeMutableRawBufferPointer(rebasing: memory[start...]))
        }
        guard !isGood else { return nil }
        target.removeSubrange(start...)
        return wrongDigit(digits, count)
    }

    /// Fills `target` with the bytes that the first `count` digits stand for; false where one of them is none.
    private static func decode(_ digits: RawSpan, _ count: Int, into target: UnsafeMutableRawBufferPointer) -> Bool {
        var all: UInt32 = 0
        var from = 0
        var to = 0
        while from < count {
            let size = min(4, count - from)
            var bits: UInt32 = 0
            for at in 0..<4 {
                let value = at < size ? UInt32(values[Int(digit(digits, from + at))]) : 0
                all |= value
                bits = bits << 6 | value & 63
            }
            unsafe target[to] = UInt8(truncatingIfNeeded: bits >> 16)
            if size > 2 { unsafe target[to + 1] = UInt8(truncatingIfNeeded: bits >> 8) }
            if size > 3 { unsafe target[to + 2] = UInt8(truncatingIfNeeded: bits) }
            from += 4
            to += 3
        }
        return all < 64
    }

    /// How many digits stand before the padding.
    private static func unpadded(_ digits: RawSpan) -> Int {
        var count = digits.byteCount
        while count > 0, digits.byteCount - count < 2, digit(digits, count - 1) == 0x3d { count -= 1 }
        return count
    }

    private static func wrongDigit(_ digits: RawSpan, _ count: Int) -> Int? {
        (0..<count).first { values[Int(digit(digits, $0))] > 63 }
    }

    private static func digit(_ digits: RawSpan, _ at: Int) -> UInt8 {
        unsafe digits.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)
    }

    /// What each byte stands for; 255 where for nothing.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, digit) in alphabet.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()
}
