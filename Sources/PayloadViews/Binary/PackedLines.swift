import JSONText

/// Draws values of MessagePack or CBOR, a member a line.
struct PackedLines {
    private let language: PackedLanguage
    private let isWhole: Bool

    /// A drawing; `isWhole` says that no bytes are missing at the end.
    init(_ language: PackedLanguage, isWhole: Bool) {
        self.language = language
        self.isWhole = isWhole
    }

    /// Draws the value at the cursor, on a line of its own; false where the bytes end or are none.
    mutating func draw(_ cursor: inout ByteCursor, _ bytes: RawSpan, _ lines: inout LineWriter) -> Bool {
        lines.line(0, cursor.at..<cursor.at)
        return value(0, .string, &cursor, bytes, &lines)
    }

    /// Adds the value at the cursor to the line that was begun, and what lies inside it on lines that follow.
    private mutating func value(
        _ depth: Int, _ role: PayloadView.Role, _ cursor: inout ByteCursor, _ bytes: RawSpan, _ lines: inout LineWriter
    ) -> Bool {
        let start = cursor.at
        guard let item = language.next(&cursor, bytes) else {
            lines.add(.error, isWhole ? "no value, or one that ends too early" : "cut here")
            guard cursor.left > 0 else { return false }
            lines.add(.punctuation, " ")
            lines.add(hex: bytes.part(cursor.rest))
            lines.extend(to: cursor.end)
            return false
        }
        lines.extend(to: cursor.at)
        switch item {
        case .array(let count):
            lines.add(.punctuation, count.map { "array of \($0)" } ?? "array")
            return values(depth, count, isMap: false, &cursor, bytes, &lines)
        case .map(let count):
            lines.add(.punctuation, count.map { "map of \($0)" } ?? "map")
            return values(depth, count, isMap: true, &cursor, bytes, &lines)
        case .pieces(let isText):
            lines.add(.punctuation, isText ? "text in pieces" : "bytes in pieces")
            return values(depth, nil, isMap: false, &cursor, bytes, &lines)
        case .tag(let number):
            lines.add(.comment, "tag \(number) ")
            guard depth < lines.limits.depth else { return tooDeep(start, &cursor, &lines) }
            return value(depth + 1, role, &cursor, bytes, &lines)
        case .stop:
            lines.add(.error, "a break where nothing is to be ended")
            return false
        default:
            Self.add(item, role, bytes, &lines)
            return true
        }
    }

    private func tooDeep(_ start: Int, _ cursor: inout ByteCursor, _ lines: inout LineWriter) -> Bool {
        let limit = lines.limits.depth
        lines.add(.error, " deeper than \(limit): not looked into")
        return false
    }

    private mutating func values(
        _ depth: Int, _ count: Int?, isMap: Bool, _ cursor: inout ByteCursor, _ bytes: RawSpan,
        _ lines: inout LineWriter
    ) -> Bool {
        guard depth < lines.limits.depth else { return tooDeep(cursor.at, &cursor, &lines) }
        var index = 0
        while count.map({ index < $0 }) ?? true {
            if count == nil, cursor.left > 0, bytes.byte(cursor.at) == 0xff {
                _ = cursor.take(1)
                return true
            }
            lines.line(depth + 1, cursor.at..<cursor.at)
            if isMap {
                guard value(depth + 1, .name, &cursor, bytes, &lines) else { return false }
                lines.add(.punctuation, ": ")
            }
            guard value(depth + 1, .string, &cursor, bytes, &lines) else { return false }
            index += 1
        }
        return true
    }

    private static func add(
        _ item: PackedItem, _ role: PayloadView.Role, _ bytes: RawSpan, _ lines: inout LineWriter
    ) {
        switch item {
        case .text(let range): lines.add(role, bytes.part(range), mark: "\"")
        case .bytes(let range):
            lines.add(.comment, LineWriter.bytes(range.count) + " ")
            lines.add(hex: bytes.part(range))
        case .extended(let type, let range):
            lines.add(.comment, "extension \(type), \(LineWriter.bytes(range.count)) ")
            lines.add(hex: bytes.part(range))
        case .null, .undefined, .bool, .simple: lines.add(.word, plain(item))
        default: lines.add(.number, plain(item))
        }
    }

    /// A number or a word as text.
    private static func plain(_ item: PackedItem) -> String {
        switch item {
        case .null: "null"
        case .undefined: "undefined"
        case .bool(let isTrue): isTrue ? "true" : "false"
        case .unsigned(let number): "\(number)"
        case .signed(let number): "\(number)"
        case .float(let number): "\(number)"
        case .below(let number): number == .max ? "-18446744073709551616" : "-\(number + 1)"
        case .simple(let number): "simple \(number)"
        default: ""
        }
    }

    /// Adds a value to a summary; whether it is an array or a map.
    static func put(_ item: PackedItem, _ bytes: RawSpan, _ text: inout TextLine) -> Bool {
        switch item {
        case .text(let range): text.quote(bytes.part(range))
        case .bytes(let range), .extended(_, let range): text.add(bytes: range.count)
        case .array:
            text.write("[…]")
            return true
        case .map:
            text.write("{…}")
            return true
        case .tag(let number):
            text.write("tag ")
            text.write(number)
        case .pieces: text.write("…")
        default: text.write(text: plain(item))
        }
        return false
    }
}
