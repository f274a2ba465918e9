import ByteStreams
import Testing

@testable import Packets

struct PcapngClockTests {
    struct Reading: Sendable {
        let resolution: UInt8
        let offset: Int64
        let units: UInt64
        let nanoseconds: Int64

        init(_ resolution: UInt8, _ offset: Int64, _ units: UInt64, _ nanoseconds: Int64) {
            self.resolution = resolution
            self.offset = offset
            self.units = units
            self.nanoseconds = nanoseconds
        }
    }

    static let readings: [Reading] = [
        Reading(6, 0, 1_700_000_000_123_456, 1_700_000_000_123_456_000),
        Reading(9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789),
        Reading(0, 0, 1_700_000_000, 1_700_000_000_000_000_000),
        Reading(3, 5, 7, 5_007_000_000),
        Reading(6, -2, 1, -1_999_999_000),
        Reading(12, 0, 1_999, 1),
        Reading(28, 0, 10_000_000_000_000_000_000, 1),
        Reading(29, 0, .max, 0),
        Reading(127, 0, .max, 0),
        Reading(0x80, 0, 3, 3_000_000_000),
        Reading(0x80 + 10, 0, 1536, 1_500_000_000),
        Reading(0x80 + 32, 0, 3 << 31, 1_500_000_000),
        Reading(0x80 + 63, 0, 1 << 63, 1_000_000_000),
        Reading(0x80 + 64, 0, 1 << 63, 500_000_000),
        Reading(0xff, 0, .max, 0),
    ]

    @Test(arguments: readings)
    func `units become nanoseconds`(_ reading: Reading) {
        let clock = PcapngClock(resolution: reading.resolution, offset: reading.offset)
        #expect(clock.time(reading.units) == Timestamp(nanoseconds: reading.nanoseconds))
    }

    @Test
    func `every resolution takes every extreme without overflow, and later units are never earlier`() {
        let units: [UInt64] = [0, 1, 1000, 1 << 31, 1 << 32, 1 << 62, (1 << 63) - 1, 1 << 63, .max - 1, .max]
        for resolution in UInt8.min...UInt8.max {
            for offset in [Int64.min, -9_300_000_000, -1, 0, 1, 9_300_000_000, .max] {
                let clock = PcapngClock(resolution: resolution, offset: offset)
                let times = units.map { clock.time($0) }
                #expect(times == times.sorted(), "resolution \(resolution), offset \(offset)")
            }
        }
        #expect(PcapngClock(resolution: 0).time(.max) == Timestamp(nanoseconds: .max))
        #expect(PcapngClock(resolution: 0, offset: .max).time(1) == Timestamp(nanoseconds: .max))
        #expect(PcapngClock(resolution: 9, offset: .min).time(0) == Timestamp(nanoseconds: .min))
    }
}
