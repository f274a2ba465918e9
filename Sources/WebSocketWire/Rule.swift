/// How bad it is that a rule was broken.
package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Allowed or harmless, and worth knowing.
    case note
    /// Against a SHOULD, or lenient reading was needed.
    case warning
    /// Against a MUST.
    case error

    /// Ordered from note to error.
    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// A law that a passive observer can judge.
package struct Rule: Sendable, Hashable {
    /// The stable name, such as `rfc6455-5.1-unmasked-client-frame`.
    package let id: String
    /// Where the law stands, such as `RFC 6455 section 5.1`.
    package let section: String
    /// How bad breaking it is.
    package let severity: Severity
    /// The law in a sentence.
    package let law: String

    /// A law by its name, place, weight and words.
    package init(_ id: String, _ section: String, _ severity: Severity, _ law: String) {
        self.id = id
        self.section = section
        self.severity = severity
        self.law = law
    }
}

/// A rule that was broken, and how.
package struct Violation: Sendable, Hashable {
    /// The law.
    package let rule: Rule
    /// What was seen instead, for a person.
    package let detail: String

    /// What broke which rule.
    package init(_ rule: Rule, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }
}
