import ByteStreams
import JSONText

/// Numbers in a HAR, told exactly: as integers, and scaled, so that seconds become nanoseconds without a double between.
enum HARNumber {
    private static let mostDigits = 30

    /// A number, written as JSON, times ten to `power`, rounded; nil where it is none, or far too large.
    static func scaled(_ bytes: RawSpan, by power: Int) -> Int128? {
        guard bytes.byteCount > 0, JSONNumber.end(bytes, from: 0) == bytes.byteCount else { return nil }
        var digits: Int128 = 0
        var count = 0
        var shift = power
        var isFraction = false
        var at = bytes.byte(at: 0) == 0x2d ? 1 : 0
        while at < bytes.byteCount, bytes.byte(at: at) | 0x20 != 0x65 {
            let byte = bytes.byte(at: at)
            at += 1
            if byte == 0x2e {
                isFraction = true
            } else if count < mostDigits {
                digits = digits * 10 + Int128(byte - 0x30)
                if digits > 0 { count += 1 }
                if isFraction { shift -= 1 }
            } else if !isFraction {
                shift += 1
            }
        }
        if at < bytes.byteCount { shift += exponent(bytes, from: at + 1) }
        guard let value = shifted(digits, by: shift) else { return nil }
        return bytes.byte(at: 0) == 0x2d ? -value : value
    }

    private static func exponent(_ bytes: RawSpan, from start: Int) -> Int {
        var at = start
        let isNegative = bytes.byte(at: at) == 0x2d
        if isNegative || bytes.byte(at: at) == 0x2b { at += 1 }
        var value = 0
        while at < bytes.byteCount {
            value = min(100_000, value * 10 + Int(bytes.byte(at: at) - 0x30))
            at += 1
        }
        return isNegative ? -value : value
    }

    /// The value of at most 30 digits times ten to `shift`, rounded; nil above 38 digits.
    private static func shifted(_ digits: Int128, by shift: Int) -> Int128? {
        guard digits > 0 else { return 0 }
        var value = digits
        if shift >= 0 {
            for _ in 0..<min(shift, 40) {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                guard !overflow else { return nil }
                value = product
            }
            return value
        }
        for _ in 0..<min(-shift - 1, 40) { value /= 10 }
        return (value + 5) / 10
    }
}

/// A value of a HAR that is neither object nor array.
struct HARValue: ~Escapable {
    private let token: JSONReader.Token
    private let window: RawSpan

    @_lifetime(copy window)
    init(_ token: JSONReader.Token, in window: RawSpan) {
        self.token = token
        self.window = window
    }

    /// The number times ten to `power`. A string that is a number is one too: large integers are written so.
    func number(scaledBy power: Int = 0) -> Int128? {
        switch token {
        case .number(let range), .string(let range, false): HARNumber.scaled(window.extracting(range), by: power)
        default: nil
        }
    }

    /// The number where it is one of 64 bits.
    var integer: Int64? { number().flatMap { Int64(exactly: $0) } }

    /// The number where it is one of 64 bits and not negative.
    var natural: UInt64? { number().flatMap { UInt64(exactly: $0) } }

    /// A number that counts something of which there may be so many.
    func count(atMost limit: Int = 1 << 53) -> Int? {
        number().flatMap { Int(exactly: $0) }.flatMap { (0...limit).contains($0) ? $0 : nil }
    }

    /// The number as a fraction.
    var fraction: Double? {
        guard case .number(let range) = token else { return nil }
        return JSONNumber.double(window.extracting(range))
    }

    /// The moment that a number of seconds since 1970 tells, to the microsecond: programs write it as a double, which at
    /// present dates tells no more.
    var seconds: Timestamp? {
        guard let microseconds = number(scaledBy: 6).flatMap({ Int64(exactly: $0) }) else { return nil }
        let (nanoseconds, overflow) = microseconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? nil : Timestamp(nanoseconds: nanoseconds)
    }

    /// Whether it is `true`.
    var isTrue: Bool { token == .bool(true) }

    /// Whether it is `null`.
    var isNull: Bool { token == .null }

    /// How many bytes a string takes in the file; 0 for anything else.
    var length: Int {
        if case .string(let range, _) = token { range.count } else { 0 }
    }

    /// The bytes that a string says; nil for anything else.
    var bytes: [UInt8]? {
        guard case .string(let range, let isEscaped) = token else { return nil }
        guard isEscaped else { return window.extracting(range).copied }
        var said: [UInt8] = []
        JSONString.append(window.extracting(range), to: &said)
        return said
    }

    /// The text that a string says; nil for anything else.
    var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
}
