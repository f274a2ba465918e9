/// What is asked of the values at a place in JSON: whether any is as wanted, or whether none is. Values of different types
/// are different, and neither before nor behind each other.
struct JSONTest {
    let path: JSONPath
    /// The bit of what stands behind the last step.
    let goal: UInt64
    /// Whether the first value that is found is the only one that counts.
    let isSingle: Bool
    /// Whether anything is wanted that is there.
    private(set) var isAnything = false
    /// Whether no value may be wanted, of which there must be one at least.
    private(set) var isInverted = false
    private(set) var numbers: [ClosedRange<Double>] = []
    private(set) var text: TextTest?
    private(set) var flags: [Bool] = []
    private(set) var isNull = false

    init(_ test: Test, at path: JSONPath) {
        self.path = path
        goal = 1 << UInt64(min(path.steps.count, 63))
        isSingle = path.isSingle
        switch test {
        case .bare: isAnything = true
        case .compare(let comparison, let literal):
            isInverted = comparison == .notEqual
            switch literal {
            case .double(let value): numbers = [Self.range(comparison, value)]
            case .bytes:
                text = TextTest(.compare(isInverted ? .equal : comparison, literal), of: .text)
            case .flag(let value): flags = [value]
            case .null: isNull = true
            case .number, .peer: break
            }
        case .contains, .matches: text = TextTest(test, of: .text)
        case .among(let choices): add(choices)
        }
    }

    private mutating func add(_ choices: [Test.Choice]) {
        text = TextTest(.among(choices), of: .text)
        for choice in choices {
            switch choice {
            case .one(.double(let value)): numbers.append(value...value)
            case .one(.flag(let value)): flags.append(value)
            case .one(.null): isNull = true
            case .range(.double(let low), .double(let high)) where low <= high: numbers.append(low...high)
            case .one, .range: break
            }
        }
    }

    private static func range(_ comparison: Comparison, _ value: Double) -> ClosedRange<Double> {
        switch comparison {
        case .equal, .notEqual: value...value
        case .less: -Double.infinity...value.nextDown
        case .lessOrEqual: -Double.infinity...value
        case .greater: value.nextUp...Double.infinity
        case .greaterOrEqual: value...Double.infinity
        }
    }
}
