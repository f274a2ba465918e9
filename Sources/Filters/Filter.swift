/// A question about connections, messages and findings, in the language that `FilterHelp` describes: `length > 1k and
/// from == server`.
package struct Filter: Sendable, Hashable {
    let condition: Condition

    /// The filter that an expression stands for.
    package init(_ expression: String) throws(FilterError) {
        var parser = FilterParser(expression)
        do throws(FilterProblem) {
            condition = try parser.parse()
        } catch {
            throw FilterError(expression, error)
        }
    }

    init(_ condition: Condition) {
        self.condition = condition
    }

    /// What has to be told for it to be matched.
    package struct Needs: OptionSet, Sendable, Hashable {
        /// A bit for each need.
        package let rawValue: UInt8

        /// Needs by their bits.
        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The payloads of messages.
        package static let payload = Needs(rawValue: 1)
        /// The frames of messages.
        package static let frames = Needs(rawValue: 2)
        /// The findings about messages.
        package static let findings = Needs(rawValue: 4)
        /// Every message of a connection, since one is compared with the one before it.
        package static let order = Needs(rawValue: 8)
    }

    /// What has to be told for it to be matched.
    package var needs: Needs {
        condition.leaves.reduce(into: []) { needs, leaf in
            let field = leaf.reference.field
            switch field.subject {
            case .connection: break
            case .frame: needs.insert(.frames)
            case .finding: needs.insert(.findings)
            case .json: needs.insert(.payload)
            case .message:
                if field.kind == .text || field.kind == .bytes || field.fact == .code { needs.insert(.payload) }
                if field.fact == .delta { needs.insert(.order) }
            }
        }
    }
}

extension Filter: CustomStringConvertible {
    /// An expression that stands for an equal filter, unless it is longer than `FilterLimits.longestExpression`.
    package var description: String { condition.description }
}

extension Condition: CustomStringConvertible {
    /// An expression that stands for the same condition.
    var description: String {
        switch self {
        case .all(let parts):
            parts.map { part in
                if case .any = part { return "(\(part))" }
                return part.description
            }.joined(separator: " and ")
        case .any(let parts): parts.map(\.description).joined(separator: " or ")
        case .not(let inner):
            switch inner {
            case .all, .any: "not (\(inner))"
            case .not, .field: "not \(inner)"
            }
        case .field(let reference, let test): test.text(of: reference)
        }
    }
}

extension Test {
    /// The test of a field as an expression.
    func text(of field: FieldReference) -> String {
        switch self {
        case .bare: "\(field)"
        case .compare(let comparison, let literal):
            "\(field) \(comparison.rawValue) "
                + (comparison.isOrdering ? literal.text(of: field.kind) : literal.name(of: field.kind))
        case .contains(let bytes): "\(field) contains \(QuotedText.quoted(bytes))"
        case .matches(let pattern): "\(field) matches \(QuotedText.quoted(pattern: pattern))"
        case .among(let choices):
            "\(field) in {"
                + choices.map { choice in
                    switch choice {
                    case .one(let literal): literal.name(of: field.kind)
                    case .range(let low, let high): "\(low.text(of: field.kind))..\(high.text(of: field.kind))"
                    }
                }.joined(separator: ", ") + "}"
        }
    }
}
