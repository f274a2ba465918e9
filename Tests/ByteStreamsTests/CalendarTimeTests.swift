import TestKit
import Testing

@testable import ByteStreams

struct CalendarTimeTests {
    static let table: [(Int64, [UInt64])] = [
        (0, [1970, 1, 1, 0, 0, 0]), (-1, [1969, 12, 31, 23, 59, 59]), (951_782_400, [2000, 2, 29, 0, 0, 0]),
        (1_732_305_600, [2024, 11, 22, 20, 0, 0]), (4_102_444_799, [2099, 12, 31, 23, 59, 59]),
        (-62_167_219_200, [0, 1, 1, 0, 0, 0]),
    ]

    private static func parts(_ time: CalendarTime) -> [UInt64] {
        [time.year, time.month, time.day, time.hour, time.minute, time.second]
    }

    @Test(arguments: table.indices)
    func `a moment has its date`(_ index: Int) {
        let (seconds, parts) = Self.table[index]
        #expect(Self.parts(CalendarTime(seconds: seconds)) == parts)
        #expect(Self.parts(CalendarTime(seconds: seconds - 3_600, offset: 3_600)) == parts)
    }

    @Test func `a date gives the moment that it was made of`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<10_000 {
            let seconds = Int64.random(in: -62_167_219_200...253_402_300_799, using: &random)
            let date = CalendarTime(seconds: seconds)
            let ofDay = Int64(date.hour * 3_600 + date.minute * 60 + date.second)
            #expect(
                CalendarTime.seconds(
                    year: Int64(date.year), month: Int64(date.month), day: Int64(date.day), ofDay: ofDay) == seconds)
        }
    }

    @Test(arguments: [Int64.min, -1_000_000_001, -1, 0, 1, 999_999_999, 1_000_000_000, .max])
    func `nanoseconds are split so that the rest is not negative`(_ nanoseconds: Int64) {
        let (seconds, rest) = CalendarTime.split(nanoseconds)
        #expect(rest < 1_000_000_000)
        #expect(Int128(seconds) * 1_000_000_000 + Int128(rest) == Int128(nanoseconds))
    }
}
