/// Reads one condition: a field, an operator and values; a field alone; or text alone.
struct ConditionReader {
    /// An operator as it is written.
    private enum Operator {
        case compare(Comparison), contains, matches, among

        var kindWord: String {
            switch self {
            case .compare(let comparison): comparison.rawValue
            case .contains: "contains"
            case .matches: "matches"
            case .among: "in"
            }
        }
    }

    /// The condition at the cursor.
    static func read(_ cursor: inout FilterCursor) throws(FilterProblem) -> Condition {
        guard let byte = cursor.byte else {
            throw FilterProblem(
                cursor.offset..<cursor.offset, "a field is expected here", "write for example `length > 100`")
        }
        if byte == UInt8(ascii: "\""), let payload = Field.named("payload") {
            let quoted = try cursor.quoted()
            return .field(FieldReference(field: payload), .contains(try QuotedText.decode(quoted)))
        }
        guard FilterCursor.isNameByte(byte) else {
            throw FilterProblem(
                cursor.offset..<cursor.offset + 1, "a field is expected here",
                byte == UInt8(ascii: "'")
                    ? "text stands in double quotation marks" : "write for example `length > 100`")
        }
        let start = cursor.offset
        if byte &- 0x30 < 10 || byte == UInt8(ascii: "-") {
            _ = cursor.bareValue(inSet: false)
            throw FilterProblem(
                start..<cursor.offset, "a field is expected here, not a value", "write the field first: `length > 100`")
        }
        let field = try FieldReader.read(&cursor)
        cursor.skipSpace()
        let place = cursor.offset
        guard let wanted = try operation(&cursor) else { return .field(field, .bare) }
        guard field.kind.operators.contains(wanted.kindWord) else {
            throw FilterProblem(
                place..<cursor.offset, "`\(field)` is \(field.kind.words): `\(wanted.kindWord)` does not apply to it",
                "use \(field.kind.operators.listed)")
        }
        cursor.skipSpace()
        return .field(field, try test(wanted, of: field, &cursor))
    }

    private static func operation(_ cursor: inout FilterCursor) throws(FilterProblem) -> Operator? {
        let start = cursor.offset
        for comparison in [Comparison.equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater] {
            guard take(comparison, &cursor) else { continue }
            if comparison == .equal { _ = cursor.take("=") }
            return .compare(comparison)
        }
        if cursor.take("~") || cursor.take(keyword: "matches") { return .matches }
        if cursor.take(keyword: "contains") { return .contains }
        if cursor.take(keyword: "in") { return .among }
        if cursor.take("=") {
            throw FilterProblem(start..<cursor.offset, "`=` alone is no operator", "write `==`, or `~` for a pattern")
        }
        return nil
    }

    private static func take(_ comparison: Comparison, _ cursor: inout FilterCursor) -> Bool {
        switch comparison {
        case .equal: cursor.take("==") || cursor.take(keyword: "eq")
        case .notEqual: cursor.take("!=") || cursor.take(keyword: "ne")
        case .less: cursor.take("<") || cursor.take(keyword: "lt")
        case .lessOrEqual: cursor.take("<=") || cursor.take(keyword: "le")
        case .greater: cursor.take(">") || cursor.take(keyword: "gt")
        case .greaterOrEqual: cursor.take(">=") || cursor.take(keyword: "ge")
        }
    }

    private static func test(
        _ wanted: Operator, of field: FieldReference, _ cursor: inout FilterCursor
    ) throws(FilterProblem) -> Test {
        switch wanted {
        case .matches: return .matches(try pattern(of: field, &cursor))
        case .among: return .among(try SetReader.read(field, &cursor))
        case .contains:
            let word = try value(of: field, inSet: false, &cursor)
            guard case .bytes(let bytes) = try LiteralReader(field: field).read(word) else {
                throw FilterProblem(word.range, "`contains` looks for text", "put it in quotation marks")
            }
            return .contains(bytes)
        case .compare(let comparison):
            let word = try value(of: field, inSet: false, &cursor)
            let literal = try LiteralReader(field: field).read(word)
            if comparison.isOrdering { try check(literal, word, of: field) }
            return .compare(comparison, literal)
        }
    }

    /// Whether a value has an order.
    static func check(
        _ literal: Literal, _ word: LiteralReader.Word, of field: FieldReference
    ) throws(FilterProblem) {
        switch literal {
        case .flag, .null, .peer:
            throw FilterProblem(word.range, "`\(word.text)` is not before or behind anything", "use == or !=")
        case .number where field.kind == .opcode && word.bytes.first.map({ $0 &- 0x30 >= 10 }) ?? true:
            throw FilterProblem(
                word.range, "opcodes by name have no order", "write a number, such as `opcode >= 0x8`, or use `in`")
        case .number, .double, .bytes: break
        }
    }

    /// The value at the cursor.
    static func value(
        of field: FieldReference, inSet: Bool, _ cursor: inout FilterCursor
    ) throws(FilterProblem) -> LiteralReader.Word {
        if cursor.byte == UInt8(ascii: "\"") {
            let quoted = try cursor.quoted()
            return LiteralReader.Word(bytes: try QuotedText.decode(quoted), isQuoted: true, range: quoted.range)
        }
        let word = cursor.bareValue(inSet: inSet)
        guard !word.isEmpty else {
            let end = cursor.byte == nil ? cursor.offset : cursor.offset + 1
            throw FilterProblem(
                cursor.offset..<end, "a value is expected here", "`\(field)` is \(field.kind.words)")
        }
        return LiteralReader.Word(bytes: Array(word), isQuoted: false, range: word.startIndex..<word.endIndex)
    }

    private static func pattern(
        of field: FieldReference, _ cursor: inout FilterCursor
    ) throws(FilterProblem) -> String {
        guard cursor.byte == UInt8(ascii: "\"") else {
            let word = try value(of: field, inSet: false, &cursor)
            throw FilterProblem(
                word.range, "a pattern stands in quotation marks",
                "write \"\(ShownText.escaped(word.text, atMost: 40))\"")
        }
        let quoted = try cursor.quoted()
        let pattern = try QuotedText.pattern(quoted)
        if let problem = Pattern.problem(in: pattern, of: field.kind) {
            let place = min(quoted.content.startIndex + problem.offset, quoted.range.upperBound - 1)
            throw FilterProblem(
                place..<quoted.range.upperBound, "the regular expression is wrong: \(problem.words)",
                "mend it, or put a backslash before a character that stands for itself")
        }
        return pattern
    }
}

/// Reads the elements of a set: `{1, 3..5}`.
struct SetReader {
    /// The set at the cursor.
    static func read(
        _ field: FieldReference, _ cursor: inout FilterCursor
    ) throws(FilterProblem) -> [Test.Choice] {
        let start = cursor.offset
        guard cursor.take("{") else {
            throw FilterProblem(
                start..<min(start + 1, cursor.bytes.count), "a set is expected here", "write `in {1, 3..5}`")
        }
        var choices: [Test.Choice] = []
        repeat {
            cursor.skipSpace()
            choices.append(try choice(field, &cursor))
            cursor.skipSpace()
        } while cursor.take(",")
        guard cursor.take("}") else {
            let isEnd = cursor.byte == nil
            throw FilterProblem(
                isEnd ? start..<start + 1 : cursor.offset..<cursor.offset + 1,
                isEnd ? "this set is not closed" : "`,` or `}` is expected here",
                isEnd ? "close it with `}`" : "commas part the values of a set")
        }
        return choices
    }

    private static func choice(
        _ field: FieldReference, _ cursor: inout FilterCursor
    ) throws(FilterProblem) -> Test.Choice {
        let reader = LiteralReader(field: field)
        let first = try ConditionReader.value(of: field, inSet: true, &cursor)
        let low = try reader.read(first)
        cursor.skipSpace()
        guard cursor.take("..") else { return .one(low) }
        cursor.skipSpace()
        guard field.kind.isOrdered else {
            throw FilterProblem(
                first.range, "`\(field)` is \(field.kind.words): it has no ranges", "name the values one by one")
        }
        let second = try ConditionReader.value(of: field, inSet: true, &cursor)
        let high = try reader.read(second)
        try ConditionReader.check(low, first, of: field)
        try ConditionReader.check(high, second, of: field)
        guard low.isAtMost(high) else {
            throw FilterProblem(
                first.range.lowerBound..<second.range.upperBound, "nothing is in this range",
                "write the smaller value first, and values of one kind")
        }
        return .range(low, high)
    }
}

extension Literal {
    /// Whether a value is of the same kind as another and not behind it.
    func isAtMost(_ other: Literal) -> Bool {
        switch (self, other) {
        case (.number(let low), .number(let high)): low <= high
        case (.double(let low), .double(let high)): low <= high
        case (.bytes(let low), .bytes(let high)): !high.lexicographicallyPrecedes(low)
        default: false
        }
    }
}
