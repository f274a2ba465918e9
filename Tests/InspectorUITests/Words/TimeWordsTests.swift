import ByteStreams
import Testing

@testable import InspectorUI

struct TimeWordsTests {
    private static let time = Timestamp(nanoseconds: 1_700_000_000_123_456_789)

    @Test(arguments: [
        (TimeFormat.absolute, "00:13:20.123456"), (.utc, "22:13:20.123456Z"), (.relative, "2.000000"),
        (.delta, "+1.000000"),
    ])
    func `times are told`(_ format: TimeFormat, _ words: String) {
        let origin = Timestamp(nanoseconds: Self.time.nanoseconds - 2_000_000_000)
        let before = Timestamp(nanoseconds: Self.time.nanoseconds - 1_000_000_000)
        let times = TimeWords(format: format, zone: { _ in 7_200 }, origin: origin)
        #expect(times.time(Self.time, before: before) == words)
    }

    @Test(arguments: [
        (Int64(0), "0 µs"), (850_000, "850 µs"), (12_345_678, "12.3 ms"), (2_100_000_000, "2.10 s"),
        (192_000_000_000, "3 m 12 s"), (187_200_000_000_000, "2 d 4 h"), (-5_000_000, "-5.00 ms"),
    ])
    func `durations take the unit that suits them`(_ duration: Int64, _ words: String) {
        #expect(TimeWords.duration(duration) == words)
    }

    @Test func `times at the edge never trap`() {
        for edge in [Int64.min, .max, -1] {
            _ = TimeWords.duration(edge)
            let words = TimeWords(format: .relative, zone: { _ in 0 }, origin: Timestamp(nanoseconds: 0))
            _ = words.time(Timestamp(nanoseconds: edge), before: nil)
            _ = TimeWords.date(Timestamp(nanoseconds: edge), offset: 0)
        }
    }
}
