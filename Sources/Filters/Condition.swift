import ByteStreams

/// What is asked, as a tree. Chains of `and` and of `or` are flat, so that its depth is that of parentheses.
indirect enum Condition: Sendable, Hashable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case field(FieldReference, Test)

    /// Both conditions, flat.
    static func and(_ left: Condition, _ right: Condition) -> Condition {
        .all(left.conjuncts + right.conjuncts)
    }

    /// Either condition, flat.
    static func or(_ left: Condition, _ right: Condition) -> Condition {
        .any(left.alternatives + right.alternatives)
    }

    private var conjuncts: [Condition] {
        guard case .all(let parts) = self else { return [self] }
        return parts
    }

    private var alternatives: [Condition] {
        guard case .any(let parts) = self else { return [self] }
        return parts
    }

    /// How many conditions stand inside each other.
    var depth: Int {
        switch self {
        case .all(let parts), .any(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        case .not(let inner): 1 + inner.depth
        case .field: 0
        }
    }

    /// Every field that is asked, and how.
    var leaves: [(reference: FieldReference, test: Test)] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let inner): inner.leaves
        case .field(let reference, let test): [(reference, test)]
        }
    }
}

/// A field with its argument.
struct FieldReference: Sendable, Hashable {
    /// What follows the field's name.
    enum Argument: Sendable, Hashable {
        case none
        /// The name of a header in lower case.
        case header(String)
        case path(JSONPath)
    }

    let field: Field
    var argument = Argument.none

    var kind: Field.Kind { field.kind }
}

/// How two values compare.
enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether it asks for an order.
    var isOrdering: Bool { self != .equal && self != .notEqual }
}

/// What is asked of a field.
enum Test: Sendable, Hashable {
    /// That it is there, or true where it is Boolean.
    case bare
    case compare(Comparison, Literal)
    case contains([UInt8])
    /// A regular expression as PCRE2 reads it.
    case matches(String)
    case among([Choice])

    /// An element of a set.
    enum Choice: Sendable, Hashable {
        case one(Literal)
        /// Both ends included.
        case range(Literal, Literal)
    }
}

/// A value in an expression.
enum Literal: Sendable, Hashable {
    /// A number in billionths, which a time counts as nanoseconds. Names with a meaning are numbers too.
    case number(Int128)
    /// A number that JSON numbers are compared with.
    case double(Double)
    case bytes([UInt8])
    case flag(Bool)
    case null
    case peer(Peer)
}
