import ByteStreams
import Testing

@testable import InspectorUI

struct TrafficStatisticsTests {
    @Test func `a timeline's parts double, and nothing is lost`() {
        var timeline = Timeline()
        var random = SeededGenerator(9)
        for step in 0..<5_000 {
            let jitter = Int64(random.next() % 1_000_000_000)
            timeline.count(Timestamp(nanoseconds: Int64(step) * 100_000_000 + jitter), bytes: 3)
        }
        #expect(timeline.messages.count <= Timeline.parts)
        #expect(timeline.messages.reduce(0, +) == 5_000)
        #expect(timeline.bytes.reduce(0, +) == 15_000)
        #expect(timeline.span >= 100_000_000)
    }

    @Test func `times that go back or lie far off do no harm`() {
        var timeline = Timeline()
        for time in [0, -5, Int64.max, Int64.min, 17] { timeline.count(Timestamp(nanoseconds: time), bytes: 1) }
        #expect(timeline.messages.reduce(0, +) == 5)
    }
}
