/// Reads base64 (RFC 4648 section 4).
package enum Base64Text {
    /// Adds the bytes that digits stand for. Padding may be missing, and bits beyond the last byte may be set. Where
    /// something else stands, nothing is added, and its place is given; the length, where the digits end too early.
    package static func append(_ digits: RawSpan, to target: inout [UInt8]) -> Int? {
        let count = unpadded(digits)
        if let wrong = wrongPlace(digits, count) { return wrong }
        target.reserveCapacity(target.count + count / 4 * 3 + 3)
        var at = 0
        while at + 4 <= count {
            let bits = group(digits, at, 4)
            target.append(UInt8(truncatingIfNeeded: bits >> 16))
            target.append(UInt8(truncatingIfNeeded: bits >> 8))
            target.append(UInt8(truncatingIfNeeded: bits))
            at += 4
        }
        if count - at >= 2 {
            let bits = group(digits, at, count - at) << (6 * UInt32(4 - (count - at)))
            target.append(UInt8(truncatingIfNeeded: bits >> 16))
            if count - at == 3 { target.append(UInt8(truncatingIfNeeded: bits >> 8)) }
        }
        return nil
    }

    /// How many digits stand before the padding.
    private static func unpadded(_ digits: RawSpan) -> Int {
        var count = digits.byteCount
        while count > 0, digits.byteCount - count < 2, digit(digits, count - 1) == 0x3d { count -= 1 }
        return count
    }

    private static func wrongPlace(_ digits: RawSpan, _ count: Int) -> Int? {
        for at in 0..<count where values[Int(digit(digits, at))] > 63 { return at }
        let padding = digits.byteCount - count
        if count % 4 == 1 { return digits.byteCount }
        guard padding == 0 || (count + padding) % 4 == 0 else { return count }
        return nil
    }

    private static func group(_ digits: RawSpan, _ start: Int, _ count: Int) -> UInt32 {
        var bits: UInt32 = 0
        for at in start..<start + count { bits = bits << 6 | UInt32(values[Int(digit(digits, at))]) }
        return bits
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
