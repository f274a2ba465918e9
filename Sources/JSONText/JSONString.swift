/// Strings as JSON writes them (RFC 8259 section 7), between their quotation marks.
package enum JSONString {
    /// Adds what a string says, its escapes read. What is no escape stays as it is written; half a surrogate pair becomes
    /// U+FFFD.
    package static func append(_ bytes: RawSpan, to target: inout [UInt8]) {
        var at = 0
        while at < bytes.byteCount {
            let byte = bytes.byte(at)
            guard byte == 0x5c, at + 1 < bytes.byteCount else {
                target.append(byte)
                at += 1
                continue
            }
            let escape = bytes.byte(at + 1)
            if escape == 0x75, let (scalar, length) = scalar(bytes, at: at) {
                target.append(contentsOf: Array(String(scalar).utf8))
                at += length
            } else if let plain = plain(escape) {
                target.append(plain)
                at += 2
            } else {
                target.append(byte)
                at += 1
            }
        }
    }

    /// What a string says.
    package static func text(_ bytes: RawSpan) -> String {
        var target: [UInt8] = []
        append(bytes, to: &target)
        return String(decoding: target, as: UTF8.self)
    }

    /// How many bytes of a string belong together at `offset`, which is inside, and how many bytes `append` makes of them.
    package static func extent(_ bytes: RawSpan, at offset: Int) -> (written: Int, said: Int) {
        guard bytes.byte(offset) == 0x5c, offset + 1 < bytes.byteCount else { return (1, 1) }
        let escape = bytes.byte(offset + 1)
        if escape == 0x75, let (scalar, length) = scalar(bytes, at: offset) {
            return (length, UTF8.width(scalar))
        }
        return plain(escape) == nil ? (1, 1) : (2, 1)
    }

    /// How far an escape reaches.
    enum EscapeExtent: Equatable {
        /// It ends before this place.
        case end(Int)
        /// The bytes end inside it.
        case cut
        /// The backslash begins no escape.
        case none
    }

    /// How far the escape reaches that the backslash at `offset` begins.
    static func escape(_ bytes: RawSpan, at offset: Int) -> EscapeExtent {
        guard offset + 1 < bytes.byteCount else { return .cut }
        let escape = bytes.byte(offset + 1)
        guard escape == 0x75 else { return plain(escape) == nil ? .none : .end(offset + 2) }
        for at in offset + 2..<offset + 6 {
            guard at < bytes.byteCount else { return .cut }
            guard digit(bytes.byte(at)) != nil else { return .none }
        }
        return .end(offset + 6)
    }

    private static func plain(_ escape: UInt8) -> UInt8? {
        switch escape {
        case 0x22, 0x5c, 0x2f: escape
        case 0x62: 0x08
        case 0x66: 0x0c
        case 0x6e: 0x0a
        case 0x72: 0x0d
        case 0x74: 0x09
        default: nil
        }
    }

    /// The character that `\uXXXX`, or a pair of them, stands for, and how many bytes that takes.
    private static func scalar(_ bytes: RawSpan, at offset: Int) -> (Unicode.Scalar, Int)? {
        guard let unit = unit(bytes, at: offset) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
        if unit < 0xdc00, let low = self.unit(bytes, at: offset + 6), (0xdc00..<0xe000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xd800) << 10 + UInt32(low) - 0xdc00)
        {
            return (scalar, 12)
        }
        return ("\u{fffd}", 6)
    }

    private static func unit(_ bytes: RawSpan, at offset: Int) -> UInt16? {
        guard offset + 6 <= bytes.byteCount, bytes.byte(offset) == 0x5c, bytes.byte(offset + 1) == 0x75 else {
            return nil
        }
        var value: UInt16 = 0
        for at in offset + 2..<offset + 6 {
            guard let digit = digit(bytes.byte(at)) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
