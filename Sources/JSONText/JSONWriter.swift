/// JSON (RFC 8259) written value by value. The caller writes braces, names and commas as text.
extension TextOutput {
    private static let piece = 32_768

    /// Adds a string of text that is UTF-8, with its quotation marks.
    package mutating func writeJSON(string bytes: RawSpan) {
        write(byte: 0x22)
        var start = 0
        while start < bytes.byteCount {
            let size = min(Self.piece, bytes.byteCount &- start)
            writeEscaped(bytes.extracting(start..<start &+ size))
            start &+= size
        }
        write(byte: 0x22)
    }

    /// Adds a string, with its quotation marks.
    package mutating func writeJSON(string: String) {
        var string = string
        string.withUTF8 { units in
            unsafe writeJSON(string: RawSpan(_unsafeElements: units))
        }
    }

    /// Adds bytes as a string of base64, with its quotation marks.
    package mutating func writeJSON(base64 bytes: RawSpan) {
        write(byte: 0x22)
        writeBase64(bytes)
        write(byte: 0x22)
    }

    /// Adds bytes as base64.
    package mutating func writeBase64(_ bytes: RawSpan) {
        var start = 0
        let whole = Self.piece / 3 * 3
        while start < bytes.byteCount {
            let size = min(whole, bytes.byteCount &- start)
            let length = (size &+ 2) / 3 &* 4
            let target = unsafe room(length)
            unsafe bytes.extracting(start..<start &+ size).withUnsafeBytes { unsafe digits.encode($0, into: target) }
            advance(length)
            start &+= size
        }
    }

    /// Adds bytes of a string, escaped where JSON wants that. Each byte takes six at most.
    private mutating func writeEscaped(_ bytes: RawSpan) {
        let target = unsafe room(bytes.byteCount &* 6 &+ 8)
        let written = unsafe bytes.withUnsafeBytes { unsafe Self.escape($0, into: target) }
        advance(written)
    }

    /// Copies bytes, escaping quotation marks, backslashes and control characters; says how many it wrote.
    private static func escape(_ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer) -> Int {
        guard let source = bytes.baseAddress else { return 0 }
        var from = 0
        var to = 0
        while from < bytes.count {
            while from &+ 8 <= bytes.count {
                let word = unsafe source.loadUnaligned(fromByteOffset: from, as: UInt64.self)
                guard !needsEscape(word) else { break }
                unsafe target.storeBytes(of: word, toByteOffset: to, as: UInt64.self)
                from &+= 8
                to &+= 8
            }
            let end = min(bytes.count, from &+ 8)
            while from < end {
                to = unsafe escape(bytes[from], into: target, at: to)
                from &+= 1
            }
        }
        return to
    }

    /// Whether any of eight bytes is below 32, a quotation mark or a backslash.
    static func needsEscape(_ word: UInt64) -> Bool { escapes(in: word) != 0 }

    /// Marks the lowest of eight bytes that is below 32, a quotation mark or a backslash, by its highest bit. Higher bytes may
    /// be marked too, rightly or not; 0 where there is none.
    static func escapes(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5c)
        let low = (word &- ones &* 0x20) & ~word
        let marks = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return (low | marks) & tops
    }

    private static func escape(_ byte: UInt8, into target: UnsafeMutableRawPointer, at offset: Int) -> Int {
        let short: UInt8
        switch byte {
        case 0x22, 0x5c: short = byte
        case 0x08: short = 0x62
        case 0x09: short = 0x74
        case 0x0a: short = 0x6e
        case 0x0c: short = 0x66
        case 0x0d: short = 0x72
        case 0..<0x20:
            let hex = byte & 0xf
            let text: [6 of UInt8] = [
                0x5c, 0x75, 0x30, 0x30, 0x30 &+ byte >> 4, hex < 10 ? 0x30 &+ hex : 0x57 &+ hex,
            ]
            for index in 0..<6 {
                unsafe target.storeBytes(of: text[index], toByteOffset: offset &+ index, as: UInt8.self)
            }
            return offset &+ 6
        default:
            unsafe target.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
            return offset &+ 1
        }
        unsafe target.storeBytes(of: 0x5c, toByteOffset: offset, as: UInt8.self)
        unsafe target.storeBytes(of: short, toByteOffset: offset &+ 1, as: UInt8.self)
        return offset &+ 2
    }
}
