import Glibc

/// A place in bytes from which they are read in order. What is not there is nil, and nothing is read past the end.
struct ByteCursor {
    /// Where the next byte is.
    private(set) var at: Int
    /// Where the bytes end.
    let end: Int

    /// A cursor on a part of some bytes.
    init(_ range: Range<Int>) {
        at = range.lowerBound
        end = range.upperBound
    }

    /// A cursor on all of the bytes.
    init(_ bytes: RawSpan) {
        self.init(0..<bytes.byteCount)
    }

    /// How many bytes follow.
    var left: Int { end - at }
    /// The places that follow.
    var rest: Range<Int> { at..<end }

    /// The next byte.
    mutating func byte(_ bytes: RawSpan) -> UInt8? {
        guard at < end, let byte = bytes.byte(at) else { return nil }
        at += 1
        return byte
    }

    /// The places of the next `count` bytes; nil where there are fewer.
    mutating func take(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= left else { return nil }
        defer { at += count }
        return at..<at + count
    }

    /// The next `count` bytes, at most eight, as a number in network order.
    mutating func number(_ bytes: RawSpan, _ count: Int) -> UInt64? {
        guard count <= 8, let range = take(count) else { return nil }
        var value: UInt64 = 0
        for place in range { value = value << 8 | UInt64(bytes.byte(place) ?? 0) }
        return value
    }

    /// The next number in groups of seven bits, the lowest first, of at most `limit` bytes.
    mutating func variable(_ bytes: RawSpan, limit: Int) -> UInt64? {
        var value: UInt64 = 0
        var cursor = self
        for index in 0..<min(limit, 10) {
            guard let byte = cursor.byte(bytes) else { return nil }
            let group = UInt64(byte & 0x7f)
            guard index < 9 || group <= 1 else { return nil }
            value |= group << UInt64(index * 7)
            if byte < 0x80 {
                self = cursor
                return value
            }
        }
        return nil
    }

    /// The places of a text that two bytes of length stand before (MQTT 5 section 1.5.4).
    mutating func text(_ bytes: RawSpan) -> Range<Int>? {
        var cursor = self
        guard let length = cursor.number(bytes, 2), let range = cursor.take(Int(length)) else { return nil }
        self = cursor
        return range
    }
}

extension RawSpan {
    /// The byte at a place; nil outside.
    @inline(__always)
    func byte(_ place: Int) -> UInt8? {
        guard place >= 0, place < byteCount else { return nil }
        return unsafe unsafeLoadUnaligned(fromByteOffset: place, as: UInt8.self)
    }

    /// The part of the bytes that lies in a range.
    @_lifetime(copy self)
    func part(_ range: Range<Int>) -> RawSpan {
        extracting(range.clamped(to: 0..<byteCount))
    }

    /// Whether the bytes are this text.
    func equals(_ text: StaticString) -> Bool {
        byteCount == text.utf8CodeUnitCount && starts(with: text)
    }

    /// Whether the bytes begin with this text.
    func starts(with text: StaticString) -> Bool {
        guard byteCount >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { units in
            for place in 0..<units.count where unsafe byte(place) != units[place] { return false }
            return true
        }
    }

    /// The first place from `start` on that holds this byte; nil where none does.
    func first(_ wanted: UInt8, from start: Int = 0) -> Int? {
        let start = max(0, start)
        return unsafe withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(wanted), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// A number of decimal digits at a place, at most 15 of them, and where it ends.
    func decimal(at start: Int) -> (value: Int, end: Int)? {
        var place = start
        var value = 0
        while place - start < 15, let byte = byte(place), byte &- 0x30 < 10 {
            value = value * 10 + Int(byte - 0x30)
            place += 1
        }
        if let byte = byte(place), byte &- 0x30 < 10 { return nil }
        return place > start ? (value, place) : nil
    }
}
