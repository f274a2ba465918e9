package import Sessions

/// The part of a filter that SQLite can decide about the messages of a session.
///
/// A condition leaves messages out, and with them what a stream would know from them. So a filter that asks for `delta` is
/// either pushed down exactly or not at all: `TrafficFilter` must not count the time since a message that is the last only
/// because others were left out. Where the condition is exact, `TrafficFilter` takes messages as `.selected`.
package struct PushedDown: Sendable, Hashable {
    /// What every message that matches fulfils; nil where nothing can be said of all of them.
    package let condition: SessionCondition?
    /// Whether every message that fulfils it matches; without a condition, whether every message does.
    package let isExact: Bool

    /// What can be pushed down of a filter.
    package init(_ filter: Filter) {
        let leaves = filter.condition.leaves
        let terms = leaves.reduce(0) { $0 + $1.test.terms }
        let isSmall = terms <= FilterLimits.sqlTerms && filter.condition.depth <= FilterLimits.sqlDepth
        let answer = isSmall ? SQLAnswer(filter.condition) : .unknown
        let usesOrder = filter.needs.contains(.order)
        guard let expression = answer.expression, answer.isExact || !usesOrder else {
            (condition, isExact) = (nil, false)
            return
        }
        condition = SessionCondition(sql: expression.sql, values: expression.values)
        isExact = answer.isExact
    }
}

extension Test {
    /// How many comparisons it takes in SQL.
    fileprivate var terms: Int {
        guard case .among(let choices) = self else { return 1 }
        return choices.count
    }
}

/// SQL with its values.
struct SQLExpression: Sendable, Hashable {
    var sql: String
    var values: [SessionValue] = []

    /// Parts joined by an operator, in parentheses.
    static func joined(_ parts: [SQLExpression], by word: String) -> SQLExpression {
        SQLExpression(
            sql: "(" + parts.map(\.sql).joined(separator: " \(word) ") + ")", values: parts.flatMap(\.values))
    }

    /// The expression inside of other SQL.
    func inside(_ before: String, _ after: String) -> SQLExpression {
        SQLExpression(sql: before + sql + after, values: values)
    }

    static let never = SQLExpression(sql: "0")
    static let always = SQLExpression(sql: "1")
}

/// What SQL can say of a condition: an expression that is true wherever the condition is, never NULL, and whether the
/// condition is true wherever the expression is.
struct SQLAnswer: Sendable, Hashable {
    let expression: SQLExpression?
    let isExact: Bool

    /// Nothing.
    static let unknown = SQLAnswer(expression: nil, isExact: false)

    /// An expression that may be NULL, which counts as false.
    static func exactly(_ expression: SQLExpression) -> SQLAnswer {
        SQLAnswer(expression: expression.inside("(", ") IS TRUE"), isExact: true)
    }

    /// An expression that may be NULL, which counts as false, and is true of more than the condition is.
    static func atMost(_ expression: SQLExpression) -> SQLAnswer {
        SQLAnswer(expression: expression.inside("(", ") IS TRUE"), isExact: false)
    }

    private init(expression: SQLExpression?, isExact: Bool) {
        self.expression = expression
        self.isExact = isExact
    }

    init(_ condition: Condition) {
        switch condition {
        case .all(let parts):
            let answers = parts.map { SQLAnswer($0) }
            let known = answers.compactMap(\.expression)
            self.init(
                expression: known.isEmpty ? nil : .joined(known, by: "AND"), isExact: answers.allSatisfy(\.isExact))
        case .any(let parts):
            let answers = parts.map { SQLAnswer($0) }
            let known = answers.compactMap(\.expression)
            self.init(
                expression: known.count < answers.count ? nil : .joined(known, by: "OR"),
                isExact: answers.allSatisfy(\.isExact))
        case .not(let inner):
            let answer = SQLAnswer(inner)
            self.init(
                expression: answer.isExact ? answer.expression?.inside("NOT (", ")") : nil, isExact: answer.isExact)
        case .field(let reference, let test):
            self = SQLFields.answer(to: test, of: reference)
        }
    }
}
