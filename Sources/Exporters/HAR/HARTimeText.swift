import ByteStreams
import JSONText

/// Times as HAR has them.
extension TextOutput {
    /// Date and time of day in UTC with milliseconds, rounded down (ISO 8601).
    mutating func write(isoMilliseconds time: Timestamp) {
        let (seconds, rest) = CalendarTime.split(time.nanoseconds)
        let date = CalendarTime(seconds: seconds)
        write(date.year, digits: 4)
        write("-")
        write(date.month, digits: 2)
        write("-")
        write(date.day, digits: 2)
        write("T")
        write(date.hour, digits: 2)
        write(":")
        write(date.minute, digits: 2)
        write(":")
        write(date.second, digits: 2)
        write(".")
        write(rest / 1_000_000, digits: 3)
        write("Z")
    }

    /// Nanoseconds as milliseconds, exactly; none below zero.
    mutating func write(exactMilliseconds nanoseconds: Int64) {
        let nanoseconds = UInt64(max(0, nanoseconds))
        write(nanoseconds / 1_000_000)
        write(byte: 0x2e)
        write(nanoseconds % 1_000_000, digits: 6)
    }

    /// A number in decimal.
    mutating func write(signed number: Int64) {
        if number < 0 { write(byte: 0x2d) }
        write(number.magnitude)
    }
}

extension Timestamp {
    /// The moment that a date and time of day in ISO 8601 tell, with any number of decimals and any offset from UTC; nil
    /// where they tell none, or one that nanoseconds since 1970 cannot reach.
    init?(iso text: String) {
        var rest = Array(text.utf8)[...]
        guard let year = Self.number(&rest, 4, 0...9_999), Self.take(0x2d, &rest),
            let month = Self.number(&rest, 2, 1...12), Self.take(0x2d, &rest),
            let day = Self.number(&rest, 2, 1...31), Self.take(0x54, &rest) || Self.take(0x20, &rest),
            let hour = Self.number(&rest, 2, 0...24), Self.take(0x3a, &rest),
            let minute = Self.number(&rest, 2, 0...59), Self.take(0x3a, &rest),
            let second = Self.number(&rest, 2, 0...60)
        else { return nil }
        let fraction = Self.fraction(&rest)
        guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
        let ofDay = hour * 3_600 + minute * 60 + second - offset
        let seconds = CalendarTime.seconds(year: year, month: month, day: day, ofDay: ofDay)
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (nanoseconds, carry) = whole.addingReportingOverflow(fraction)
        guard !overflow, !carry else { return nil }
        self.init(nanoseconds: nanoseconds)
    }

    private static func take(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func number(
        _ rest: inout ArraySlice<UInt8>, _ digits: Int, _ bounds: ClosedRange<Int64>
    ) -> Int64? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(digits)
        let number = text.reduce(Int64(0)) { $0 * 10 + Int64($1) - 0x30 }
        return bounds.contains(number) ? number : nil
    }

    /// Nanoseconds behind the decimal point; what is finer is left out.
    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64 {
        guard take(0x2e, &rest) || take(0x2c, &rest) else { return 0 }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        let nine = digits.prefix(9) + repeatElement(0x30, count: max(0, 9 - digits.count))
        return nine.reduce(Int64(0)) { $0 * 10 + Int64($1) - 0x30 }
    }

    /// Seconds ahead of UTC; none said is UTC.
    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        if rest.isEmpty || take(0x5a, &rest) { return 0 }
        let isBehind = rest.first == 0x2d
        guard take(0x2d, &rest) || take(0x2b, &rest), let hours = number(&rest, 2, 0...23) else { return nil }
        _ = take(0x3a, &rest)
        let minutes = rest.isEmpty ? 0 : number(&rest, 2, 0...59)
        guard let minutes else { return nil }
        return (hours * 3_600 + minutes * 60) * (isBehind ? -1 : 1)
    }
}
