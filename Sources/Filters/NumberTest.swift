/// What is asked of a number, or of several: whether any is in one of some ranges, or whether none is.
struct NumberTest: Sendable, Hashable {
    /// Everything.
    static let everything = Int128.min...Int128.max

    /// The numbers looked for, in billionths.
    let ranges: [ClosedRange<Int128>]
    /// Whether none of the field's numbers may be among them, of which there must be one at least.
    let isInverted: Bool

    init(ranges: [ClosedRange<Int128>], isInverted: Bool) {
        self.ranges = ranges
        self.isInverted = isInverted
    }

    init(_ test: Test, of kind: Field.Kind) {
        switch test {
        case .bare:
            ranges = [kind == .flag ? Decimal.one...Decimal.one : Self.everything]
            isInverted = false
        case .compare(let comparison, let literal):
            ranges = Self.ranges(comparison, Self.value(literal))
            isInverted = comparison == .notEqual
        case .among(let choices):
            ranges = choices.map { choice in
                switch choice {
                case .one(let literal): Self.value(literal)...Self.value(literal)
                case .range(let low, let high): Self.value(low)...max(Self.value(low), Self.value(high))
                }
            }
            isInverted = false
        case .contains, .matches:
            ranges = []
            isInverted = false
        }
    }

    private static func value(_ literal: Literal) -> Int128 {
        switch literal {
        case .number(let value): value
        case .flag(let isTrue): isTrue ? Decimal.one : 0
        case .double, .bytes, .null, .peer: 0
        }
    }

    private static func ranges(_ comparison: Comparison, _ value: Int128) -> [ClosedRange<Int128>] {
        switch comparison {
        case .equal, .notEqual: [value...value]
        case .less: [Int128.min...value &- 1]
        case .lessOrEqual: [Int128.min...value]
        case .greater: [value &+ 1...Int128.max]
        case .greaterOrEqual: [value...Int128.max]
        }
    }

    /// Whether a number, in billionths, is looked for.
    func isWanted(_ value: Int128) -> Bool {
        for range in ranges where range.lowerBound <= value && value <= range.upperBound { return true }
        return false
    }

    /// The answer for a field with this value alone.
    func holds(billionths value: Int128) -> Bool { isWanted(value) != isInverted }

    /// The answer for a field with this value alone, a whole number.
    func holds(_ value: some BinaryInteger) -> Bool {
        holds(billionths: Int128(truncatingIfNeeded: value) * Decimal.one)
    }

    /// The answer for a field that is there or not.
    func holds(_ value: (some BinaryInteger)?) -> Bool { value.map { holds($0) } ?? false }

    /// The answer for a field with several values, whole numbers.
    func holds(any values: some Sequence<some BinaryInteger>) -> Bool {
        var isPresent = false
        for value in values {
            if isWanted(Int128(truncatingIfNeeded: value) * Decimal.one) { return !isInverted }
            isPresent = true
        }
        return isPresent && isInverted
    }
}
