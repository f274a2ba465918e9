/// A moment as date and time of day, in the Gregorian calendar. Years before 0 are no part of it.
package struct CalendarTime: Hashable {
    /// The year.
    package let year: UInt64
    /// The month, from 1.
    package let month: UInt64
    /// The day of the month, from 1.
    package let day: UInt64
    /// The hour, from 0.
    package let hour: UInt64
    /// The minute, from 0.
    package let minute: UInt64
    /// The second, from 0.
    package let second: UInt64

    /// The moment so many seconds after 1970-01-01 00:00:00, as it is at a place that is `offset` seconds ahead of UTC.
    package init(seconds utc: Int64, offset: Int64 = 0) {
        let seconds = utc &+ offset
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 &- seconds) / 86_400)
        let date = Self.civil(days)
        let ofDay = UInt64(seconds &- days &* 86_400)
        year = UInt64(max(0, date.year))
        month = date.month
        day = date.day
        hour = ofDay / 3_600
        minute = ofDay / 60 % 60
        second = ofDay % 60
    }

    /// Nanoseconds as whole seconds, rounded down, and the nanoseconds above them.
    package static func split(_ nanoseconds: Int64) -> (seconds: Int64, rest: UInt64) {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder < 0
            ? (quotient - 1, UInt64(remainder + 1_000_000_000)) : (quotient, UInt64(remainder))
    }

    /// Seconds since 1970-01-01 00:00:00 of a date and time of day, whose parts are within their usual bounds.
    package static func seconds(year: Int64, month: Int64, day: Int64, ofDay seconds: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400 + seconds
    }

    /// Year, month and day of a number of days since 1970-01-01.
    private static func civil(_ days: Int64) -> (year: Int64, month: UInt64, day: UInt64) {
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
