/// Numbers as JSON writes them (RFC 8259 section 6).
package enum JSONNumber {
    /// How far a number reaches.
    enum Extent: Equatable {
        /// It ends before this place. Where that is the end of the bytes, more digits may follow.
        case end(Int)
        /// The bytes end inside it, where it cannot end: after a sign, a point or an `e`.
        case cut
        /// No number begins there.
        case none
    }

    /// Where the number that begins at `start` ends; nil where none begins there.
    package static func end(_ bytes: RawSpan, from start: Int) -> Int? {
        guard case .end(let end) = extent(bytes, from: start) else { return nil }
        return end
    }

    /// How far the number that begins at `start` reaches.
    static func extent(_ bytes: RawSpan, from start: Int) -> Extent {
        guard start >= 0, start < bytes.byteCount else { return .none }
        var at = start
        if bytes.byte(at) == 0x2d { at += 1 }
        guard let whole = digits(bytes, from: at) else { return .cut }
        guard whole == 1 || whole > 1 && bytes.byte(at) != 0x30 else { return .none }
        at += whole
        if at < bytes.byteCount, bytes.byte(at) == 0x2e {
            guard let fraction = digits(bytes, from: at + 1) else { return .cut }
            guard fraction > 0 else { return .none }
            at += 1 + fraction
        }
        if at < bytes.byteCount, bytes.byte(at) | 0x20 == 0x65 {
            at += 1
            if at < bytes.byteCount, bytes.byte(at) == 0x2b || bytes.byte(at) == 0x2d { at += 1 }
            guard let exponent = digits(bytes, from: at) else { return .cut }
            guard exponent > 0 else { return .none }
            at += exponent
        }
        return .end(at)
    }

    /// How many digits stand at a place; nil where the bytes end before the first.
    private static func digits(_ bytes: RawSpan, from start: Int) -> Int? {
        guard start < bytes.byteCount else { return nil }
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
        let text = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        return Double(text)
    }
}
