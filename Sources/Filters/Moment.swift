/// A date and time as ISO 8601 writes them: `2024-11-22`, `2024-11-22 10:00`, `2024-11-22T10:00:00.5Z`,
/// `2024-11-22 10:00:00+01:00`. Without a zone it is UTC.
struct Moment {
    /// Nanoseconds since 1970, which are the billionths of seconds that a filter counts in.
    let nanoseconds: Int128

    /// The moment that a text stands for; nil where it stands for none.
    init?(_ text: String) {
        var rest = Digits(text.utf8[...])
        guard let year = rest.number(4), rest.take("-"), let month = rest.number(2), rest.take("-"),
            let day = rest.number(2), (1...12).contains(month), (1...Self.days(month, of: year)).contains(day)
        else { return nil }
        var time: Int128 = 0
        if !rest.isEmpty {
            guard rest.take("T") || rest.take("t") || rest.take(" "), let clock = Self.clock(&rest), rest.isEmpty else {
                return nil
            }
            time = clock
        }
        nanoseconds = Int128(Self.day(year, month, day)) * 86_400 * Decimal.one + time
    }

    /// Nanoseconds since midnight UTC.
    private static func clock(_ rest: inout Digits) -> Int128? {
        guard let hour = rest.number(2), rest.take(":"), let minute = rest.number(2), hour < 24, minute < 60 else {
            return nil
        }
        var time = Int128(hour * 3_600 + minute * 60) * Decimal.one
        if rest.take(":") {
            guard let second = rest.number(2), second < 60 else { return nil }
            time += Int128(second) * Decimal.one
            if rest.take(".") {
                guard let fraction = rest.fraction() else { return nil }
                time += fraction
            }
        }
        guard let offset = zone(&rest) else { return nil }
        return time - Int128(offset) * 60 * Decimal.one
    }

    /// Minutes that a zone is ahead of UTC.
    private static func zone(_ rest: inout Digits) -> Int? {
        if rest.isEmpty || rest.take("Z") || rest.take("z") { return 0 }
        let isAhead = rest.take("+")
        guard isAhead || rest.take("-"), let hours = rest.number(2) else { return nil }
        _ = rest.take(":")
        guard let minutes = rest.isEmpty ? 0 : rest.number(2), hours < 24, minutes < 60 else { return nil }
        return (isAhead ? 1 : -1) * (hours * 60 + minutes)
    }

    private static func days(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a day of the Gregorian calendar, counted in years that begin in March.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leaps = shifted < 0 ? -1 : shifted / 4 - shifted / 100 + shifted / 400
        return shifted * 365 + leaps + dayOfYear - 719_468
    }

    /// What is left of a text.
    private struct Digits {
        private var rest: Substring.UTF8View

        init(_ text: Substring.UTF8View) { rest = text }

        var isEmpty: Bool { rest.isEmpty }

        mutating func take(_ mark: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == mark.value else { return false }
            rest.removeFirst()
            return true
        }

        /// A number of so many digits.
        mutating func number(_ count: Int) -> Int? {
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
            rest.removeFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        }

        /// Up to nine digits of a second's fraction, in nanoseconds.
        mutating func fraction() -> Int128? {
            let digits = rest.prefix { $0 &- 0x30 < 10 }
            guard (1...9).contains(digits.count) else { return nil }
            rest.removeFirst(digits.count)
            let value = digits.reduce(0) { $0 * 10 + Int128($1 &- 0x30) }
            return (digits.count..<9).reduce(value) { value, _ in value * 10 }
        }
    }
}
