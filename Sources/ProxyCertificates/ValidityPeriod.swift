package import ByteStreams
internal import FoundationEssentials

/// From when until when a certificate holds.
package struct ValidityPeriod: Sendable, Hashable {
    /// The first moment.
    package let start: Timestamp
    /// The last one.
    package let end: Timestamp

    private static let second: Int64 = 1_000_000_000
    private static let day: Int64 = 86_400 * second

    /// From one moment until another.
    package init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    /// So many days that begin a day before a moment, for clocks that are slow.
    static func days(_ count: Int64, around moment: Timestamp) -> ValidityPeriod {
        let start = moment.nanoseconds.subtractingReportingOverflow(day)
        let first = start.overflow ? Int64.min : start.partialValue
        let length = count.multipliedReportingOverflow(by: day)
        let end = first.addingReportingOverflow(length.overflow ? .max : length.partialValue)
        return ValidityPeriod(
            start: Timestamp(nanoseconds: first),
            end: Timestamp(nanoseconds: end.overflow ? .max : end.partialValue))
    }

    /// What a certificate says. Moments beyond the years that a timestamp knows are the first or the last of those.
    init(from start: Date, until end: Date) {
        self.init(start: Self.timestamp(start), end: Self.timestamp(end))
    }

    /// Whether a moment is within.
    package func contains(_ moment: Timestamp) -> Bool {
        start <= moment && moment <= end
    }

    /// The part of it that another one has too.
    func bounded(by other: ValidityPeriod) -> ValidityPeriod {
        ValidityPeriod(start: max(start, other.start), end: min(end, other.end))
    }

    /// Its bounds as certificates are made with them, in whole seconds.
    var dates: (start: Date, end: Date) { (Self.date(start), Self.date(end)) }

    private static func date(_ moment: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(CalendarTime.split(moment.nanoseconds).seconds))
    }

    private static func timestamp(_ date: Date) -> Timestamp {
        let seconds = date.timeIntervalSince1970.rounded()
        guard let whole = Int64(exactly: seconds) else { return Timestamp(nanoseconds: seconds < 0 ? .min : .max) }
        let nanoseconds = whole.multipliedReportingOverflow(by: second)
        guard nanoseconds.overflow else { return Timestamp(nanoseconds: nanoseconds.partialValue) }
        return Timestamp(nanoseconds: whole < 0 ? .min : .max)
    }
}
