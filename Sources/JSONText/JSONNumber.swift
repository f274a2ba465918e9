/// Numbers as JSON writes them (RFC 8259 section 6).
package enum JSONNumber {
    /// Where the number that begins at `start` ends; nil where none begins there.
    package static func end(_ bytes: RawSpan, from start: Int) -> Int? {
        var at = start
        if at < bytes.byteCount, bytes.byte(at) == 0x2d { at += 1 }
        let whole = digits(bytes, from: at)
        guard whole > 0, whole == 1 || bytes.byte(at) != 0x30 else { return nil }
        at += whole
        if at < bytes.byteCount, bytes.byte(at) == 0x2e {
            let fraction = digits(bytes, from: at + 1)
            guard fraction > 0 else { return nil }
            at += 1 + fraction
        }
        if at < bytes.byteCount, bytes.byte(at) | 0x20 == 0x65 {
            var exponent = at + 1
            if exponent < bytes.byteCount, bytes.byte(exponent) == 0x2b || bytes.byte(exponent) == 0x2d { exponent += 1 }
            let count = digits(bytes, from: exponent)
            guard count > 0 else { return nil }
            at = exponent + count
        }
        return at
    }

    /// Whether everything from `start` on may be the beginning of a number that is cut.
    static func couldContinue(_ bytes: RawSpan, from start: Int) -> Bool {
        guard start < bytes.byteCount, bytes.byteCount - start < 1_100 else { return false }
        var whole = bytes.extracting(start..<bytes.byteCount).copied
        whole.append(0x30)
        return unsafe end(whole.span.bytes, from: 0) == whole.count
    }

    private static func digits(_ bytes: RawSpan, from start: Int) -> Int {
        var at = start
        while at < bytes.byteCount, bytes.byte(at) &- 0x30 < 10 { at += 1 }
        return at - start
    }

    /// The nearest double to a number that is written as JSON; nil where it is not.
    package static func double(_ bytes: RawSpan) -> Double? {
        guard bytes.byteCount > 0, end(bytes, from: 0) == bytes.byteCount else { return nil }
        return simple(bytes) ?? exact(bytes)
    }

    /// The value where a division gives it exactly: at most 15 digits, and no exponent.
    private static func simple(_ bytes: RawSpan) -> Double? {
        let isNegative = bytes.byte(0) == 0x2d
        var digits: UInt64 = 0
        var fraction = 0
        var isFraction = false
        guard bytes.byteCount <= 16 else { return nil }
        for at in (isNegative ? 1 : 0)..<bytes.byteCount {
            let byte = bytes.byte(at)
            if byte == 0x2e {
                isFraction = true
                continue
            }
            guard byte &- 0x30 < 10 else { return nil }
            digits = digits &* 10 &+ UInt64(byte &- 0x30)
            if isFraction { fraction += 1 }
        }
        guard digits < 1 << 53 else { return nil }
        let value = Double(digits) / powers[fraction]
        return isNegative ? -value : value
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    ]

    private static func exact(_ bytes: RawSpan) -> Double? {
        let text = unsafe String(decoding: bytes.withUnsafeBytes { unsafe Array($0) }, as: UTF8.self)
        return Double(text)
    }
}

extension RawSpan {
    /// The bytes as an array.
    var copied: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
