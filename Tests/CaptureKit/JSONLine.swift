/// One line of JSON text, read strictly as RFC 8259 has it, without building a tree: an object and its members.
package struct JSONLine {
    /// The members of the object, as names and the bytes of their values.
    private var members: [(name: [UInt8], value: Range<Int>)] = []
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    /// A line; nil where it is not exactly one object in valid JSON.
    package init?(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
        guard readObject(isOutermost: true), place == bytes.endIndex else { return nil }
    }

    /// The names of the members, in order.
    package var names: [String] { members.map { String(decoding: $0.name, as: UTF8.self) } }

    /// Whether no name occurs twice.
    package var isUnambiguous: Bool { Set(members.map(\.name)).count == members.count }

    /// The text of a member's value, as it is written; nil where there is no such member.
    package func raw(_ name: StaticString) -> ArraySlice<UInt8>? {
        name.withUTF8Buffer { wanted in
            members.first { $0.name.elementsEqual(wanted) }.map { bytes[$0.value] }
        }
    }

    /// A member that is a whole number.
    package func number(_ name: StaticString) -> Int? {
        raw(name).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    /// A member that is a string without escapes.
    package func text(_ name: StaticString) -> String? {
        raw(name).flatMap { value in
            value.first == 0x22 ? String(decoding: value.dropFirst().dropLast(), as: UTF8.self) : nil
        }
    }

    /// A whole number in an object that is a member, as `messages.client`.
    package func number(_ name: StaticString, _ inner: StaticString) -> Int? {
        raw(name).flatMap { JSONLine($0) }?.number(inner)
    }

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { units in
            guard bytes[place...].starts(with: units) else { return false }
            place += units.count
            return true
        }
    }

    private mutating func readValue() -> Bool {
        switch next {
        case 0x7b: readObject(isOutermost: false)
        case 0x5b: readArray()
        case 0x22: readString()
        case 0x74: take("true")
        case 0x66: take("false")
        case 0x6e: take("null")
        default: readNumber()
        }
    }

    private mutating func readObject(isOutermost: Bool) -> Bool {
        guard take(0x7b) else { return false }
        if take(0x7d) { return true }
        repeat {
            let start = place
            guard readString() else { return false }
            let name = start + 1..<place - 1
            guard take(0x3a) else { return false }
            let value = place
            guard readValue() else { return false }
            if isOutermost { members.append((Array(bytes[name]), value..<place)) }
        } while take(0x2c)
        return take(0x7d)
    }

    private mutating func readArray() -> Bool {
        guard take(0x5b) else { return false }
        if take(0x5d) { return true }
        repeat {
            guard readValue() else { return false }
        } while take(0x2c)
        return take(0x5d)
    }

    private mutating func readString() -> Bool {
        guard take(0x22) else { return false }
        while let byte = next, byte >= 0x20 {
            place += 1
            if byte == 0x22 { return true }
            if byte == 0x5c, !readEscape() { return false }
        }
        return false
    }

    /// Half of a surrogate pair is refused: whoever decodes it gets no text.
    private mutating func readEscape() -> Bool {
        guard let byte = next else { return false }
        place += 1
        guard byte == 0x75 else { return "\"\\/bfnrt".utf8.contains(byte) }
        guard place + 4 <= bytes.endIndex else { return false }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        place += 4
        guard digits.utf8.allSatisfy({ $0 != 0x2b && $0 != 0x2d }), let unit = UInt16(digits, radix: 16) else {
            return false
        }
        return !(0xd800...0xdfff).contains(unit)
    }

    private mutating func readNumber() -> Bool {
        _ = take(0x2d)
        guard take(0x30) || readDigits() else { return false }
        if take(0x2e), !readDigits() { return false }
        guard take(0x65) || take(0x45) else { return true }
        _ = take(0x2b) || take(0x2d)
        return readDigits()
    }

    private mutating func readDigits() -> Bool {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        return place > start
    }
}
