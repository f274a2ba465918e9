/// Reads JSON (RFC 8259) token by token, without building values. The bytes may be a window on a longer text: where a
/// token is cut by the window's end the reader asks for more, and the caller gives a window that holds all of it.
package struct JSONReader: Sendable {
    /// A piece of JSON. Ranges are places in the window; those of strings lie between the quotation marks.
    package enum Token: Sendable, Hashable {
        case beginObject, endObject, beginArray, endArray
        /// The name of a member, and whether it has escapes (`JSONString` reads them).
        case name(Range<Int>, isEscaped: Bool)
        /// A string, and whether it has escapes.
        case string(Range<Int>, isEscaped: Bool)
        /// A number as it is written (`JSONNumber` reads it).
        case number(Range<Int>)
        case bool(Bool)
        case null
    }

    /// What a step gave.
    package enum Step: Sendable, Hashable {
        case token(Token)
        /// The window ends inside a token, or before the text does.
        case cut
        /// The text is whole, and nothing but white space follows in the window.
        case end
        /// What stands at this place in the window is not JSON.
        case invalid(Int)
    }

    /// Objects and arrays inside each other, at most; what is deeper is refused.
    package static let deepest = 512

    private enum Expectation: Sendable {
        case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothing
    }

    /// Where the next token is looked for.
    package private(set) var offset = 0
    /// How many objects and arrays are open.
    package private(set) var depth = 0
    private var expectation = Expectation.value
    /// A bit for each open container, set for objects.
    private var containers: [8 of UInt64] = .init(repeating: 0)
    private var isInObject = false

    /// A reader before the first byte of a text.
    package init() {}

    /// The caller's window begins `count` bytes later than before; they were read already.
    package mutating func drop(_ count: Int) {
        offset = max(0, offset - count)
    }

    /// The next token. `isLast` says that no text follows the window.
    package mutating func next(_ bytes: RawSpan, isLast: Bool = true) -> Step {
        while true {
            skipSpace(bytes)
            guard offset < bytes.byteCount else {
                return expectation == .nothing ? .end : .cut
            }
            let byte = bytes.byte(offset)
            switch expectation {
            case .nothing: return .invalid(offset)
            case .colon:
                guard byte == 0x3a else { return .invalid(offset) }
                offset += 1
                expectation = .value
            case .commaOrEnd:
                if byte == 0x2c {
                    offset += 1
                    expectation = isInObject ? .name : .value
                } else {
                    return close(byte)
                }
            case .name, .nameOrEnd:
                if byte == 0x7d, expectation == .nameOrEnd { return close(byte) }
                guard byte == 0x22 else { return .invalid(offset) }
                return string(bytes, isName: true)
            case .value, .valueOrEnd:
                if byte == 0x5d, expectation == .valueOrEnd { return close(byte) }
                return value(byte, bytes, isLast)
            }
        }
    }

    /// Passes over the rest of the container that the last token began; says what ended that.
    package mutating func skipContainer(_ bytes: RawSpan, isLast: Bool = true) -> Step {
        let outer = depth - 1
        while true {
            let step = next(bytes, isLast: isLast)
            guard case .token = step, depth > outer else { return step }
        }
    }

    private mutating func skipSpace(_ bytes: RawSpan) {
        while offset < bytes.byteCount {
            switch bytes.byte(offset) {
            case 0x20, 0x0a, 0x0d, 0x09: offset += 1
            default: return
            }
        }
    }

    private mutating func value(_ byte: UInt8, _ bytes: RawSpan, _ isLast: Bool) -> Step {
        switch byte {
        case 0x22: return string(bytes, isName: false)
        case 0x7b: return open(isObject: true)
        case 0x5b: return open(isObject: false)
        case 0x74: return word("true", .bool(true), bytes)
        case 0x66: return word("false", .bool(false), bytes)
        case 0x6e: return word("null", .null, bytes)
        default: return number(bytes, isLast)
        }
    }

    private mutating func open(isObject: Bool) -> Step {
        guard depth < Self.deepest else { return .invalid(offset) }
        let bit = UInt64(1) << UInt64(depth & 63)
        if isObject { containers[depth >> 6] |= bit } else { containers[depth >> 6] &= ~bit }
        depth += 1
        isInObject = isObject
        offset += 1
        expectation = isObject ? .nameOrEnd : .valueOrEnd
        return .token(isObject ? .beginObject : .beginArray)
    }

    private mutating func close(_ byte: UInt8) -> Step {
        guard byte == (isInObject ? 0x7d : 0x5d) else { return .invalid(offset) }
        let token = isInObject ? Token.endObject : .endArray
        depth -= 1
        isInObject = depth > 0 && containers[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
        offset += 1
        expectation = depth == 0 ? .nothing : .commaOrEnd
        return .token(token)
    }

    private mutating func settle(at end: Int, _ token: Token) -> Step {
        offset = end
        if case .name = token {
            expectation = .colon
        } else {
            expectation = depth == 0 ? .nothing : .commaOrEnd
        }
        return .token(token)
    }

    private mutating func word(_ word: StaticString, _ token: Token, _ bytes: RawSpan) -> Step {
        for index in 0..<word.utf8CodeUnitCount {
            guard offset + index < bytes.byteCount else { return .cut }
            guard unsafe bytes.byte(offset + index) == word.utf8Start[index] else { return .invalid(offset) }
        }
        return settle(at: offset + word.utf8CodeUnitCount, token)
    }

    private mutating func string(_ bytes: RawSpan, isName: Bool) -> Step {
        var at = offset + 1
        var isEscaped = false
        while true {
            at += Self.plainRun(bytes, from: at)
            guard at < bytes.byteCount else { return .cut }
            switch bytes.byte(at) {
            case 0x22:
                let range = offset + 1..<at
                let token = isName ? Token.name(range, isEscaped: isEscaped) : .string(range, isEscaped: isEscaped)
                return settle(at: at + 1, token)
            case 0x5c:
                isEscaped = true
                switch JSONString.escape(bytes, at: at) {
                case .end(let end): at = end
                case .cut: return .cut
                case .none: return .invalid(at)
                }
            case 0..<0x20: return .invalid(at)
            default: at += 1
            }
        }
    }

    /// How many bytes of a string follow that are neither quotation mark, backslash nor control character. Near the end of
    /// the window some may be left out.
    private static func plainRun(_ bytes: RawSpan, from start: Int) -> Int {
        var at = start
        while bytes.byteCount &- at >= 8 {
            let word = unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
            let marks = TextOutput.escapes(in: word)
            guard marks == 0 else { return at &- start &+ marks.trailingZeroBitCount / 8 }
            at &+= 8
        }
        return at &- start
    }

    private mutating func number(_ bytes: RawSpan, _ isLast: Bool) -> Step {
        switch JSONNumber.extent(bytes, from: offset) {
        case .none: .invalid(offset)
        case .cut: .cut
        case .end(let end):
            if end == bytes.byteCount, !isLast { .cut } else { settle(at: end, .number(offset..<end)) }
        }
    }
}

extension RawSpan {
    /// The byte at a place inside.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 {
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
    }
}
