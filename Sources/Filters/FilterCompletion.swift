import WebSocketWire

/// What may be written at a place of an expression.
package struct FilterCompletion: Sendable, Hashable {
    /// The word in front of the place, in bytes of the expression's UTF-8; a candidate takes its stead.
    package let range: Range<Int>
    /// The words that may stand there, those that begin as it does.
    package let candidates: [String]

    private enum Place {
        case field
        case operation(Field)
        case value(Field, isSet: Bool)
        case joint
    }

    /// The candidates at a place, counted in bytes of the expression's UTF-8.
    package init(_ expression: String, at place: Int) {
        let bytes = Array(expression.utf8)
        let end = max(0, min(place, bytes.count))
        var start = end
        while start > 0, Self.isWordByte(bytes[start - 1]) { start -= 1 }
        range = start..<end
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        let before = Self.place(behind: String(decoding: bytes[..<start], as: UTF8.self))
        candidates = before.map { Self.words(at: $0, isBegun: !word.isEmpty) }?.filter { $0.hasPrefix(word) } ?? []
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        FilterCursor.isNameByte(byte) || byte == UInt8(ascii: ".")
    }

    private static func words(at place: Place, isBegun: Bool) -> [String] {
        switch place {
        case .field:
            let names = Field.all.map { $0.argument == .none ? $0.name : $0.name + "." }
            return names.sorted() + ["not"] + (isBegun ? Field.all.flatMap(\.aliases).sorted() : [])
        case .operation(let field): return field.kind.operators + ["and", "or"]
        case .value(let field, _): return values(of: field)
        case .joint: return ["and", "or"]
        }
    }

    private static func values(of field: Field) -> [String] {
        switch field.kind {
        case .flag: ["true", "false"]
        case .side: ["client", "server"]
        case .opcode: [Opcode.text, .binary, .close, .ping, .pong, .continuation].map(\.description)
        case .severity: LiteralReader.severities
        case .doubt: LiteralReader.doubts
        case .json: ["true", "false", "null"]
        case .text where field.name == "source": ["capture", "live", "proxy", "har"]
        case .number, .size, .duration, .moment, .text, .bytes, .address, .endpoint, .mask: []
        }
    }

    /// What is expected behind a text; nil inside of quotation marks.
    private static func place(behind text: String) -> Place? {
        var cursor = FilterCursor(text)
        var place = Place.field
        while true {
            cursor.skipSpace()
            guard let byte = cursor.byte else { return place }
            if byte == UInt8(ascii: "\"") {
                guard (try? cursor.quoted()) != nil else { return nil }
                place = behindValue(place)
                continue
            }
            let word = cursor.takeWhile { isWordByte($0) || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
            if word.isEmpty {
                place = behind(symbol: byte, place)
                _ = cursor.take("..") || skip(&cursor)
            } else {
                place = behind(word: String(decoding: word, as: UTF8.self), place)
            }
        }
    }

    private static func skip(_ cursor: inout FilterCursor) -> Bool {
        var isFirst = true
        _ = cursor.takeWhile { _ in
            defer { isFirst = false }
            return isFirst
        }
        return true
    }

    private static func behindValue(_ place: Place) -> Place {
        if case .value(_, isSet: true) = place { return place }
        return .joint
    }

    private static func behind(symbol: UInt8, _ place: Place) -> Place {
        switch (symbol, place) {
        case (UInt8(ascii: "&"), _), (UInt8(ascii: "|"), _): .field
        case (UInt8(ascii: "{"), .value(let field, _)): .value(field, isSet: true)
        case (UInt8(ascii: "}"), _), (UInt8(ascii: ")"), _): .joint
        case (_, .operation(let field)): .value(field, isSet: false)
        default: place
        }
    }

    private static func behind(word: String, _ place: Place) -> Place {
        switch place {
        case .field:
            if word == "not" { return .field }
            let head = word.prefix { $0 != "." && $0 != "[" }
            let field = Field.named(word) ?? Field.named(head)
            return field.map { .operation($0) } ?? .joint
        case .operation(let field):
            return word == "and" || word == "or" ? .field : .value(field, isSet: false)
        case .value: return behindValue(place)
        case .joint: return word == "and" || word == "or" ? .field : .joint
        }
    }
}
