package import ByteStreams
package import JSONText

/// How the time of a line is written in text made for reading.
package enum TimeStyle: String, Sendable, Hashable, CaseIterable {
    /// Date and time of the place where wscope runs.
    case absolute
    /// Seconds since the first line.
    case relative
    /// Seconds since the line before.
    case delta
    /// Date and time in UTC.
    case utc
}

/// Writes the times of lines in one style, all of the same width.
package struct LineClock {
    /// Seconds to add to UTC at a time (in seconds since the epoch) for the place's own time.
    package typealias ZoneOffset = (Int64) -> Int64

    private let style: TimeStyle
    private let zone: ZoneOffset
    private var first: Timestamp?
    private var last: Timestamp?

    /// A clock in a style, at a place.
    package init(style: TimeStyle, zone: @escaping ZoneOffset) {
        self.style = style
        self.zone = zone
    }

    /// Columns that every time takes.
    package var width: Int {
        switch style {
        case .absolute: 26
        case .utc: 27
        case .relative, .delta: 12
        }
    }

    /// Writes a line's time.
    package mutating func write(_ time: Timestamp, to output: inout TextOutput) {
        switch style {
        case .absolute:
            writeDate(time, offset: zone(Self.split(time.nanoseconds).seconds), &output)
        case .utc:
            writeDate(time, offset: 0, &output)
            output.write(byte: 0x5a)
        case .relative: writeSeconds(time.since(first ?? time), &output)
        case .delta: writeSeconds(time.since(last ?? time), &output)
        }
        if first == nil { first = time }
        last = time
    }

    private static func split(_ nanoseconds: Int64) -> (seconds: Int64, rest: UInt64) {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder < 0
            ? (quotient - 1, UInt64(remainder + 1_000_000_000)) : (quotient, UInt64(remainder))
    }

    private func writeSeconds(_ nanoseconds: Int64, _ output: inout TextOutput) {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let text = (nanoseconds < 0 ? "-" : "") + String(seconds)
        output.write(text: String(repeating: " ", count: max(0, 5 - text.utf8.count)) + text + ".")
        output.write(rest / 1_000, digits: 6)
    }

    private func writeDate(_ time: Timestamp, offset: Int64, _ output: inout TextOutput) {
        let (utc, rest) = Self.split(time.nanoseconds)
        let seconds = utc &+ offset
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let (year, month, day) = Self.civil(days)
        let second = UInt64(seconds - days * 86_400)
        output.write(UInt64(max(0, year)), digits: 4)
        output.write("-")
        output.write(month, digits: 2)
        output.write("-")
        output.write(day, digits: 2)
        output.write(style == .utc ? "T" : " ")
        output.write(second / 3_600, digits: 2)
        output.write(":")
        output.write(second / 60 % 60, digits: 2)
        output.write(":")
        output.write(second % 60, digits: 2)
        output.write(".")
        output.write(rest / 1_000, digits: 6)
    }

    /// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar.
    private static func civil(_ days: Int64) -> (Int64, UInt64, UInt64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), UInt64(month), UInt64(day))
    }
}
