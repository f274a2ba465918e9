import ByteStreams
import TestKit
import Testing

@testable import Exporters

struct HARTimeTextTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_732_305_600_123_999_999, "2024-11-22T20:00:00.123Z"), (.max, "2262-04-11T23:47:16.854Z"),
            (.min, "1677-09-21T00:12:43.145Z"),
        ] as [(Int64, String)])
    func `a moment`(_ nanoseconds: Int64, _ text: String) {
        #expect(printed { $0.write(isoMilliseconds: Timestamp(nanoseconds: nanoseconds)) } == text)
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.5Z", 500_000_000),
            ("1970-01-01 00:00:01", 1_000_000_000),
            ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:00:00.000-0500", 0), ("1970-01-01T02:00:00+02", 0),
            ("1970-01-01T00:00:00.1234567891Z", 123_456_789), ("1970-01-01T00:00:00,25Z", 250_000_000),
            ("2024-11-22T20:00:00.123Z", 1_732_305_600_123_000_000), ("1969-12-31T23:59:59.999999999Z", -1),
        ] as [(String, Int64)])
    func `a date is read`(_ text: String, _ nanoseconds: Int64) {
        #expect(Timestamp(iso: text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "Z", "1970-01-01", "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "1970-01-32T00:00:00Z",
        "1970-01-01T25:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00+", "é",
        "1970-01-01T00:00:00+1:00", "9999-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "19700101T000000Z", "-1",
    ])
    func `what is no date, or none that can be told, is refused`(_ text: String) {
        #expect(Timestamp(iso: text) == nil)
    }

    @Test func `what is written is read`() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            let time = Timestamp(
                nanoseconds: Int64.random(in: -4_000_000_000_000...9_000_000_000_000, using: &random) * 1_000_000)
            #expect(Timestamp(iso: printed { $0.write(isoMilliseconds: time) }) == time)
        }
    }

    @Test(
        arguments: [(0, "0.000000"), (-5, "0.000000"), (1_234_567, "1.234567"), (.max, "9223372036854.775807")]
            as [(Int64, String)])
    func `milliseconds are exact`(_ nanoseconds: Int64, _ text: String) {
        #expect(printed { $0.write(exactMilliseconds: nanoseconds) } == text)
    }

    @Test(arguments: [(0, "0"), (-5, "-5"), (.min, "-9223372036854775808")] as [(Int64, String)])
    func `numbers have their sign`(_ number: Int64, _ text: String) {
        #expect(printed { $0.write(signed: number) } == text)
    }
}
