/// Reads CBOR (RFC 8949) piece by piece.
enum CBORReader {
    /// Reads the next piece; nil where it is cut or there is none. The cursor then stays.
    static func next(_ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        var probe = cursor
        guard let first = probe.byte(bytes), let item = read(first, &probe, bytes) else { return nil }
        cursor = probe
        return item
    }

    private static func read(_ first: UInt8, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        let major = first >> 5
        let short = first & 0x1f
        if major == 7 { return simple(short, &cursor, bytes) }
        if short == 31 { return endless(major) }
        let argument: UInt64
        switch short {
        case 0..<24: argument = UInt64(short)
        case 24..<28:
            guard let number = cursor.number(bytes, 1 << Int(short - 24)) else { return nil }
            argument = number
        default: return nil
        }
        switch major {
        case 0: return .unsigned(argument)
        case 1: return Int64(exactly: argument).map { .signed(-1 - $0) } ?? .below(argument)
        case 2: return Int(exactly: argument).flatMap { cursor.take($0) }.map { .bytes($0) }
        case 3: return Int(exactly: argument).flatMap { cursor.take($0) }.map { .text($0) }
        case 4: return .array(Int(clamping: argument))
        case 5: return .map(Int(clamping: argument))
        default: return .tag(argument)
        }
    }

    private static func endless(_ major: UInt8) -> PackedItem? {
        switch major {
        case 2, 3: .pieces(isText: major == 3)
        case 4: .array(nil)
        case 5: .map(nil)
        default: nil
        }
    }

    private static func simple(_ short: UInt8, _ cursor: inout ByteCursor, _ bytes: RawSpan) -> PackedItem? {
        switch short {
        case 20, 21: return .bool(short == 21)
        case 22: return .null
        case 23: return .undefined
        case 0..<20: return .simple(short)
        case 24:
            guard let value = cursor.byte(bytes), value >= 32 else { return nil }
            return .simple(value)
        case 25: return cursor.number(bytes, 2).map { .float(half(UInt16(truncatingIfNeeded: $0))) }
        case 26:
            return cursor.number(bytes, 4).map { .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))) }
        case 27: return cursor.number(bytes, 8).map { .float(Double(bitPattern: $0)) }
        case 31: return .stop
        default: return nil
        }
    }

    /// The value of a half-precision number (IEEE 754 binary16).
    static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1f)
        let fraction = Double(bits & 0x3ff)
        let magnitude: Double
        switch exponent {
        case 0: magnitude = fraction / Double(1 << 24)
        case 31: magnitude = fraction == 0 ? .infinity : .nan
        default: magnitude = (fraction + 1_024) / 1_024 * Double(sign: .plus, exponent: exponent - 15, significand: 1)
        }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
