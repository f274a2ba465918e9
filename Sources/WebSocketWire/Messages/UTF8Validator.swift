/// Judges UTF-8 over pieces cut anywhere (RFC 6455 section 8.1): over the whole message, across fragment borders.
package struct UTF8Validator: Sendable {
    /// Bytes of a character whose rest has not come, at most three.
    private var carry: UInt32 = 0
    private var carried = 0
    private var position = 0
    /// Offset of the first byte that starts nothing valid.
    package private(set) var invalidOffset: Int?

    /// A validator at a message's start.
    package init() {}

    /// How many bytes at the end belong to a character that is not complete.
    package var incompleteLength: Int { carried }

    /// Whether everything so far is valid, up to a character that may still be completed.
    package var isValidSoFar: Bool { invalidOffset == nil }

    /// Whether everything so far is valid and ends with a whole character.
    package var isComplete: Bool { invalidOffset == nil && carried == 0 }

    /// Judges the next bytes.
    package mutating func feed(_ bytes: RawSpan) {
        guard invalidOffset == nil, bytes.byteCount > 0 else { return }
        var start = 0
        while carried > 0, start < bytes.byteCount {
            step(bytes.load(start, as: UInt8.self), at: position &+ start)
            start &+= 1
            guard invalidOffset == nil else { return }
        }
        let ascii = Self.asciiEnd(bytes, from: start)
        if ascii < bytes.byteCount {
            feedMixed(bytes, from: ascii)
        }
        position &+= bytes.byteCount
    }

    /// Where the run of ASCII that begins at `start` ends, within seven bytes.
    private static func asciiEnd(_ bytes: RawSpan, from start: Int) -> Int {
        var at = start
        while at &+ 32 <= bytes.byteCount {
            let first = bytes.load(at, as: UInt64.self) | bytes.load(at &+ 8, as: UInt64.self)
            let second = bytes.load(at &+ 16, as: UInt64.self) | bytes.load(at &+ 24, as: UInt64.self)
            guard (first | second) & 0x8080_8080_8080_8080 == 0 else { return at }
            at &+= 32
        }
        while at < bytes.byteCount, bytes.load(at, as: UInt8.self) < 0x80 {
            at &+= 1
        }
        return at
    }

    /// Judges bytes from a character's start: all but the last three at once, those by single steps.
    private mutating func feedMixed(_ bytes: RawSpan, from start: Int) {
        var end = max(start, bytes.byteCount &- 3)
        // Three steps back from the end reach the lead byte of any character that is cut there.
        while end > start, bytes.load(end, as: UInt8.self) & 0xc0 == 0x80, bytes.byteCount &- end < 6 {
            end &-= 1
        }
        var at = start
        if end > start {
            let body = bytes.extracting(start..<end)
            if unsafe body.withUnsafeBytes({ unsafe Self.isValid($0) }) {
                at = end
            }
        }
        while at < bytes.byteCount {
            step(bytes.load(at, as: UInt8.self), at: position &+ at)
            guard invalidOffset == nil else { return }
            at &+= 1
        }
    }

    private static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let units = unsafe Span<UInt8>(_unsafeBytes: bytes)
        return (try? UTF8Span(validating: units)) != nil
    }

    /// Judges one byte (RFC 3629 section 4).
    private mutating func step(_ byte: UInt8, at offset: Int) {
        if carried == 0 {
            if byte < 0x80 { return }
            guard byte >= 0xc2, byte <= 0xf4 else {
                invalidOffset = offset
                return
            }
            carry = UInt32(byte)
            carried = 1
            return
        }
        guard Self.continues(byte, carry: carry, carried: carried) else {
            invalidOffset = offset &- carried
            return
        }
        let lead = UInt8(truncatingIfNeeded: carry >> (8 * UInt32(carried - 1)))
        let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        carry = carry << 8 | UInt32(byte)
        carried = carried + 1 == length ? 0 : carried + 1
    }

    private static func continues(_ byte: UInt8, carry: UInt32, carried: Int) -> Bool {
        guard byte & 0xc0 == 0x80 else { return false }
        guard carried == 1 else { return true }
        switch UInt8(truncatingIfNeeded: carry) {
        case 0xe0: return byte >= 0xa0
        case 0xed: return byte <= 0x9f
        case 0xf0: return byte >= 0x90
        case 0xf4: return byte <= 0x8f
        default: return true
        }
    }
}
