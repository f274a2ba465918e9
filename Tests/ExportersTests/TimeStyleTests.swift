import ByteStreams
import Exporters
import JSONText
import Testing

struct TimeStyleTests {
    private static func text(_ style: TimeStyle, _ times: [Int64], zone: Int64 = 0) -> [String] {
        var clock = LineClock(style: style) { _ in zone }
        let text = printed { output in
            for time in times {
                clock.write(Timestamp(nanoseconds: time), to: &output)
                output.write("\n")
            }
        }
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.utf8.count >= clock.width })
        return lines
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000000Z"),
            (951_782_399_999_999_999, "2000-02-28T23:59:59.999999Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_709_164_800_000_000_000, "2024-02-29T00:00:00.000000Z"),
            (1_709_251_200_000_000_000, "2024-03-01T00:00:00.000000Z"),
            (1_677_628_799_000_000_000, "2023-02-28T23:59:59.000000Z"),
            (1_677_628_800_000_000_000, "2023-03-01T00:00:00.000000Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000Z"),
            (1_735_689_599_123_456_789, "2024-12-31T23:59:59.123456Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (-1_000_000_000, "1969-12-31T23:59:59.000000Z"),
            (-86_400_000_000_000, "1969-12-31T00:00:00.000000Z"),
            (-2_203_891_200_000_000_000, "1900-03-01T00:00:00.000000Z"),
            (.max, "2262-04-11T23:47:16.854775Z"), (.min, "1677-09-21T00:12:43.145224Z"),
        ] as [(Int64, String)])
    func `a moment in UTC`(_ nanoseconds: Int64, _ text: String) {
        #expect(Self.text(.utc, [nanoseconds]) == [text])
    }

    @Test func `every day of three hundred years follows the one before`() {
        var (year, month, day) = (1_900, 1, 1)
        var expected: [String] = []
        while year < 2_200 {
            expected.append([year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-"))
            let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
            let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > days[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        let days = (0..<expected.count).map { (Int64($0) - 25_567) * 86_400_000_000_000 }
        #expect(Self.text(.utc, days).map { String($0.prefix(10)) } == expected)
    }

    @Test(
        arguments: [
            (3_600, "1970-01-01 01:00:00.000000"), (-3_600, "1969-12-31 23:00:00.000000"),
            (20_700, "1970-01-01 05:45:00.000000"),
            (.max, nil),
        ] as [(Int64, String?)])
    func `a moment at a place`(_ zone: Int64, _ text: String?) {
        let told = Self.text(.absolute, [0], zone: zone == .max ? 0 : zone)
        #expect(told == [text ?? "1970-01-01 00:00:00.000000"])
    }

    @Test func `seconds since the first line`() {
        #expect(
            Self.text(.relative, [5_000_000_000, 6_500_001_999, 4_999_999_000, 123_461_000_000_000]) == [
                "    0.000000", "    1.500001", "   -0.000001", "123456.000000",
            ])
    }

    @Test func `seconds since the line before`() {
        #expect(
            Self.text(.delta, [5_000_000_000, 6_500_000_000, 6_500_000_000, 5_500_000_000]) == [
                "    0.000000", "    1.500000", "    0.000000", "   -1.000000",
            ])
        #expect(Self.text(.delta, [.min, .max, .min]).count == 3)
    }
}
