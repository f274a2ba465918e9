/// Numbers as billionths, read from decimal text and written as such, exactly.
enum Decimal {
    /// A billion.
    static let one: Int128 = 1_000_000_000
    /// Larger numbers are refused. Every number that a field can have is smaller, and sums of two fit.
    static let limit: Int128 = 1_000_000_000_000_000_000_000_000_000_000

    /// What is wrong with a number.
    enum Problem: Error {
        case malformed, tooLarge, tooFine
    }

    /// The number that a text such as `-1.5` stands for, times `unit` billionths.
    static func read(_ text: some StringProtocol, unit: Int128 = one) throws(Problem) -> Int128 {
        var digits = text.utf8[...]
        let isNegative = digits.first == 0x2d
        if isNegative { digits.removeFirst() }
        let whole = digits.prefix { $0 != 0x2e }
        let fraction = digits.dropFirst(whole.count)
        guard !whole.isEmpty, fraction.isEmpty || fraction.count > 1 else { throw .malformed }
        var value: Int128 = 0
        for digit in whole { value = try append(digit, to: value) }
        guard value <= limit / unit else { throw .tooLarge }
        value *= unit
        var place = unit
        for digit in fraction.dropFirst() {
            let number = try append(digit, to: 0)
            guard number == 0 || place >= 10 && place.isMultiple(of: 10) else { throw .tooFine }
            place /= 10
            value += number * place
        }
        return isNegative ? -value : value
    }

    private static func append(_ digit: UInt8, to value: Int128) throws(Problem) -> Int128 {
        guard digit &- 0x30 < 10 else { throw .malformed }
        guard value <= limit else { throw .tooLarge }
        return value * 10 + Int128(digit &- 0x30)
    }

    /// The text of a number, without zeros at its end.
    static func text(_ value: Int128) -> String {
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt128(one))
        var text = (value < 0 ? "-" : "") + String(whole)
        guard rest > 0 else { return text }
        let digits = String(rest)
        text += "." + String(repeating: "0", count: 9 - digits.count) + digits
        while text.last == "0" { text.removeLast() }
        return text
    }
}
