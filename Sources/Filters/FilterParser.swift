/// Reads expressions: `or` binds least, then `and`, then `not`, then comparisons.
struct FilterParser {
    private var cursor: FilterCursor
    private var nesting = 0

    init(_ text: String) {
        cursor = FilterCursor(text)
    }

    /// The condition that the whole text stands for.
    mutating func parse() throws(FilterProblem) -> Condition {
        guard cursor.bytes.count <= FilterLimits.longestExpression else {
            throw FilterProblem(
                FilterLimits.longestExpression..<FilterLimits.longestExpression,
                "it is longer than \(FilterLimits.longestExpression) bytes", "say it in fewer words")
        }
        let condition = try alternatives()
        guard let byte = cursor.byte else { return condition }
        let rest =
            byte == UInt8(ascii: ")") ? cursor.offset..<cursor.offset + 1 : cursor.offset..<cursor.offset + restLength
        let problem =
            byte == UInt8(ascii: ")") ? "no parenthesis is open here" : "`and`, `or` or the end is expected here"
        throw FilterProblem(rest, problem, advice(for: byte))
    }

    private func advice(for byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: ")"): "remove it, or open one before"
        case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "~"):
            "there are == != < <= > >= ~ contains matches in; join two comparisons with `and`"
        case UInt8(ascii: "&"): "write `&&` or `and`"
        case UInt8(ascii: "|"): "write `||` or `or`"
        default: "join two conditions with `and` or `or`; text with spaces stands in quotation marks"
        }
    }

    /// The length of the word at the cursor, of whatever characters.
    private var restLength: Int {
        max(1, cursor.bytes[cursor.offset...].prefix { $0 > 0x20 }.count)
    }

    private mutating func alternatives() throws(FilterProblem) -> Condition {
        var condition = try conjunction()
        while cursor.take("||") || cursor.take(keyword: "or") {
            condition = .or(condition, try conjunction())
        }
        return condition
    }

    private mutating func conjunction() throws(FilterProblem) -> Condition {
        var condition = try negation()
        while cursor.take("&&") || cursor.take(keyword: "and") {
            condition = .and(condition, try negation())
        }
        return condition
    }

    /// A condition with the white space around it.
    private mutating func negation() throws(FilterProblem) -> Condition {
        cursor.skipSpace()
        let start = cursor.offset
        var condition: Condition
        if cursor.hasNext("!=") {
            throw FilterProblem(start..<start + 2, "a field is missing before `!=`", "write `length != 0`")
        } else if cursor.take("!") || cursor.take(keyword: "not") {
            try enter(from: start)
            condition = .not(try negation())
            nesting -= 1
        } else if cursor.take("(") {
            try enter(from: start)
            condition = try alternatives()
            nesting -= 1
            guard cursor.take(")") else {
                let isEnd = cursor.byte == nil
                throw FilterProblem(
                    isEnd ? start..<start + 1 : cursor.offset..<cursor.offset + restLength,
                    isEnd ? "this parenthesis is not closed" : "`and`, `or` or `)` is expected here",
                    isEnd ? "close it with `)`" : advice(for: cursor.byte ?? 0))
            }
        } else {
            condition = try ConditionReader.read(&cursor)
        }
        cursor.skipSpace()
        return condition
    }

    private mutating func enter(from start: Int) throws(FilterProblem) {
        nesting += 1
        guard nesting <= FilterLimits.deepestNesting else {
            throw FilterProblem(
                start..<cursor.offset,
                "more than \(FilterLimits.deepestNesting) parentheses and `not` stand inside each other",
                "remove those that are not needed")
        }
    }
}
