import JSONText

/// The outermost members of an object, or elements of an array, without what lies inside them. Only the first few
/// KiB are looked at, so that it costs the same however long the text is.
struct JSONOutline {
    /// What a value is.
    enum Kind {
        case string, number, object, array, bool, null
    }

    /// A value, and where it is; strings lie between their quotation marks.
    struct Value {
        var kind: Kind
        var range: Range<Int>
        var isEscaped = false
    }

    /// A member, or an element, which has no name. Places are small, and many members are passed around.
    private struct Member {
        var name, nameEnd, value, valueEnd: UInt16
        var kind: Kind
        var isEscaped: Bool
    }

    private static let most = 12

    private var members: [12 of Member] = .init(
        repeating: Member(name: 0, nameEnd: 0, value: 0, valueEnd: 0, kind: .null, isEscaped: false))
    /// How many of the members are kept.
    private(set) var count = 0
    /// How many members were seen.
    private(set) var seen = 0
    /// Whether it is an object, not an array.
    private(set) var isObject = false
    /// Where the object or array ends; nil where it does not.
    private(set) var end: Int?
    /// Whether the text is cut, or longer than what is looked at.
    private(set) var isCut = false

    /// Whether the text ends where what is looked at ends, so that a number there is whole.
    private let isLast: Bool

    /// How many bytes are looked at; places in them fit 16 bits.
    static let window = 8_192

    /// The outline of an object or array that the bytes begin with; nil where they begin with none, or it is broken,
    /// or ends too early although the bytes are whole.
    init?(_ bytes: RawSpan, isWhole: Bool) {
        let view = bytes.part(0..<Self.window)
        isLast = isWhole && view.byteCount == bytes.byteCount
        var reader = JSONReader()
        switch reader.next(view) {
        case .token(.beginObject): isObject = true
        case .token(.beginArray): break
        default: return nil
        }
        guard fill(&reader, view) || !isLast && isCut else { return nil }
    }

    /// Reads the members; says whether their end was found.
    private mutating func fill(_ reader: inout JSONReader, _ view: RawSpan) -> Bool {
        var name = 0..<0
        while true {
            switch reader.next(view, isLast: isLast) {
            case .token(.name(let range, _)): name = range
            case .token(.endObject), .token(.endArray):
                end = reader.offset
                return true
            case .token(let token):
                guard add(token, name, &reader, view) else { return false }
            case .cut, .end:
                isCut = true
                return false
            case .invalid: return false
            }
        }
    }

    private mutating func add(
        _ token: JSONReader.Token, _ name: Range<Int>, _ reader: inout JSONReader, _ view: RawSpan
    ) -> Bool {
        var value: Value
        switch token {
        case .string(let range, let isEscaped): value = Value(kind: .string, range: range, isEscaped: isEscaped)
        case .number(let range): value = Value(kind: .number, range: range)
        case .bool(let isTrue): value = Value(kind: .bool, range: reader.offset - (isTrue ? 4 : 5)..<reader.offset)
        case .null: value = Value(kind: .null, range: reader.offset - 4..<reader.offset)
        case .beginObject, .beginArray:
            let start = reader.offset - 1
            value = Value(kind: token == .beginObject ? .object : .array, range: start..<view.byteCount)
            switch reader.skipContainer(view, isLast: isLast) {
            case .token: value.range = start..<reader.offset
            case .cut, .end: isCut = true
            case .invalid: return false
            }
        case .name, .endObject, .endArray: return false
        }
        if count < Self.most {
            members[count] = Member(
                name: UInt16(clamping: name.lowerBound), nameEnd: UInt16(clamping: name.upperBound),
                value: UInt16(clamping: value.range.lowerBound), valueEnd: UInt16(clamping: value.range.upperBound),
                kind: value.kind, isEscaped: value.isEscaped)
            count += 1
        }
        seen += 1
        return !isCut
    }

    /// Whether nothing but white space follows the object or array, as far as the bytes go.
    func isAlone(_ bytes: RawSpan) -> Bool {
        guard var place = end else { return isCut }
        while let byte = bytes.byte(place) {
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return false }
            place += 1
        }
        return true
    }

    /// The value of the first member of a name.
    func value(_ name: StaticString, _ bytes: RawSpan) -> Value? {
        for index in 0..<count where bytes.part(self.name(index)).equals(name) { return self[index] }
        return nil
    }

    /// Where the name of a member is that is kept.
    private func name(_ index: Int) -> Range<Int> {
        Int(members[index].name)..<Int(members[index].nameEnd)
    }

    /// The value of the first member of a name, where it is a string.
    func string(_ name: StaticString, _ bytes: RawSpan) -> Value? {
        value(name, bytes).flatMap { $0.kind == .string ? $0 : nil }
    }

    /// Adds a member's name, or an element's value, to a summary.
    func label(_ index: Int, _ bytes: RawSpan, _ text: inout TextLine) {
        guard let value = self[index] else { return }
        if isObject {
            text.add(bytes.part(name(index)), limit: 24)
        } else {
            text.add(bytes, value, isQuoted: true)
        }
    }

    /// The element at a place among those that are kept.
    subscript(index: Int) -> Value? {
        guard index >= 0, index < count else { return nil }
        let member = members[index]
        return Value(kind: member.kind, range: Int(member.value)..<Int(member.valueEnd), isEscaped: member.isEscaped)
    }
}

extension RawSpan {
    /// Whether a value is a string that says this.
    func says(_ value: JSONOutline.Value?, _ text: StaticString) -> Bool {
        guard let value, value.kind == .string else { return false }
        return part(value.range).equals(text)
    }

    /// A small number that a value is.
    func integer(_ value: JSONOutline.Value?) -> Int? {
        guard let value, value.kind == .number, let (number, end) = decimal(at: value.range.lowerBound),
            end == value.range.upperBound
        else { return nil }
        return number
    }
}
