import ByteStreams

/// Times and durations as people read them.
struct TimeWords {
    /// How times are shown.
    let format: TimeFormat
    /// Seconds to add to UTC at a time, for the place's own time.
    let zone: (Int64) -> Int64
    /// The time from which relative ones count.
    let origin: Timestamp

    /// Columns that a time takes.
    var width: Int {
        switch format {
        case .absolute: 15
        case .utc: 16
        case .relative, .delta: 12
        }
    }

    /// A time; `before` is that of the row before.
    func time(_ time: Timestamp, before: Timestamp?) -> String {
        switch format {
        case .absolute: Self.timeOfDay(time, offset: zone(CalendarTime.split(time.nanoseconds).seconds))
        case .utc: Self.timeOfDay(time, offset: 0) + "Z"
        case .relative: Self.seconds(time.since(origin), signed: false)
        case .delta: Self.seconds(time.since(before ?? time), signed: true)
        }
    }

    /// A time of day with microseconds.
    static func timeOfDay(_ time: Timestamp, offset: Int64) -> String {
        let (utc, rest) = CalendarTime.split(time.nanoseconds)
        let date = CalendarTime(seconds: utc, offset: offset)
        return "\(digits(date.hour, 2)):\(digits(date.minute, 2)):\(digits(date.second, 2)).\(digits(rest / 1_000, 6))"
    }

    /// Date and time with microseconds.
    static func date(_ time: Timestamp, offset: Int64) -> String {
        let date = CalendarTime(seconds: CalendarTime.split(time.nanoseconds).seconds, offset: offset)
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2)) "
            + timeOfDay(time, offset: offset)
    }

    /// Seconds with six decimals.
    static func seconds(_ nanoseconds: Int64, signed: Bool) -> String {
        let microseconds = nanoseconds.magnitude / 1_000
        let sign = nanoseconds < 0 ? "-" : signed ? "+" : ""
        return sign + "\(microseconds / 1_000_000).\(digits(microseconds % 1_000_000, 6))"
    }

    /// A duration in the unit that suits it, in three or four digits: `850 µs`, `12.3 ms`, `2.10 s`, `3 m 12 s`, `2 d 4 h`.
    static func duration(_ nanoseconds: Int64) -> String {
        let sign = nanoseconds < 0 ? "-" : ""
        let microseconds = (nanoseconds.magnitude + 500) / 1_000
        if microseconds < 1_000 { return "\(sign)\(microseconds) µs" }
        if microseconds < 1_000_000 { return "\(sign)\(significant(microseconds)) ms" }
        if microseconds < 60_000_000 { return "\(sign)\(significant(microseconds / 1_000)) s" }
        let seconds = microseconds / 1_000_000
        if seconds < 3_600 { return "\(sign)\(seconds / 60) m \(seconds % 60) s" }
        if seconds < 86_400 { return "\(sign)\(seconds / 3_600) h \(seconds / 60 % 60) m" }
        return "\(sign)\(seconds / 86_400) d \(seconds / 3_600 % 24) h"
    }

    /// Thousandths in three significant digits.
    private static func significant(_ thousandths: UInt64) -> String {
        let (whole, rest) = (thousandths / 1_000, thousandths % 1_000)
        if whole < 10 { return "\(whole).\(digits(rest / 10, 2))" }
        if whole < 100 { return "\(whole).\(rest / 100)" }
        return "\(whole)"
    }

    static func digits(_ number: UInt64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
