import Sessions

/// Tests of text in SQL, which compares the bytes of UTF-8 as this program does.
enum SQLTexts {
    /// A test of a column of text; nil where SQL has none.
    static func holds(_ test: Test, _ column: String) -> SQLExpression? {
        switch test {
        case .bare: SQLExpression(sql: "\(column) IS NOT NULL")
        case .compare(let comparison, let literal): value(literal).map { compare(column, comparison, $0) }
        case .contains(let bytes):
            value(.bytes(bytes)).map { SQLExpression(sql: "instr(\(column), ?) > 0", values: [$0]) }
        case .matches: nil
        case .among(let choices): among(choices, column)
        }
    }

    private static func among(_ choices: [Test.Choice], _ column: String) -> SQLExpression? {
        let parts = choices.compactMap { choice -> SQLExpression? in
            switch choice {
            case .one(let literal): return value(literal).map { compare(column, .equal, $0) }
            case .range(let low, let high):
                guard let low = value(low), let high = value(high) else { return nil }
                return SQLExpression(sql: "\(column) BETWEEN ? AND ?", values: [low, high])
            }
        }
        return parts.count == choices.count ? .joined(parts, by: "OR") : nil
    }

    private static func compare(_ column: String, _ comparison: Comparison, _ value: SessionValue) -> SQLExpression {
        let sign = comparison == .equal ? "=" : comparison == .notEqual ? "<>" : comparison.rawValue
        return SQLExpression(sql: "\(column) \(sign) ?", values: [value])
    }

    /// Text as SQL has it; nil where the bytes are none, or where SQL might see less of it.
    private static func value(_ literal: Literal) -> SessionValue? {
        let bytes = literal.textBytes
        guard QuotedText.isText(bytes), !bytes.isEmpty, !bytes.contains(0) else { return nil }
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}
