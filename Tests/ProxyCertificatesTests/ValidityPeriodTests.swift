import ByteStreams
import FoundationEssentials
import Testing

@testable import ProxyCertificates

struct ValidityPeriodTests {
    @Test
    func `so many days begin a day before the moment`() {
        let period = ValidityPeriod.days(397, around: .noon)
        #expect(period == ValidityPeriod(start: .noon.days(-1), end: .noon.days(396)))
    }

    @Test(arguments: [Int64.min, .min + 1, 0, .max - 1, .max])
    func `days at the ends of time stop there`(_ nanoseconds: Int64) {
        let period = ValidityPeriod.days(.max, around: Timestamp(nanoseconds: nanoseconds))
        #expect(period.start <= period.end)
        #expect(period.end.nanoseconds == .max || nanoseconds < 86_400_000_000_000)
    }

    @Test
    func `both ends belong to it`() {
        let period = ValidityPeriod(start: .noon, end: .noon.days(1))
        #expect(period.contains(.noon) && period.contains(.noon.days(1)))
        #expect(!period.contains(.noon.seconds(-1)) && !period.contains(.noon.days(1).seconds(1)))
    }

    @Test
    func `what two have in common is within both`() {
        let one = ValidityPeriod(start: .noon, end: .noon.days(10))
        let other = ValidityPeriod(start: .noon.days(-5), end: .noon.days(5))
        #expect(one.bounded(by: other) == ValidityPeriod(start: .noon, end: .noon.days(5)))
        #expect(other.bounded(by: one) == one.bounded(by: other))
    }

    @Test
    func `dates and moments are the same in whole seconds`() {
        let period = ValidityPeriod(start: .noon, end: .noon.days(1))
        #expect(ValidityPeriod(from: period.dates.start, until: period.dates.end) == period)
    }

    @Test(arguments: [(-1e30, Int64.min), (1e30, .max), (1e11, .max), (-1e11, .min), (0, 0)])
    func `dates beyond what a timestamp knows are its ends`(_ seconds: Double, _ expected: Int64) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(ValidityPeriod(from: date, until: date).end == Timestamp(nanoseconds: expected))
    }
}
