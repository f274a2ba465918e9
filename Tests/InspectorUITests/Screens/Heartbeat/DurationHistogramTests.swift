import Testing

@testable import InspectorUI

struct DurationHistogramTests {
    @Test(arguments: [1, 10, 1_000] as [Int64])
    func `shares are those of the sorted durations, to a four-thousandth`(_ scale: Int64) {
        var random = SeededGenerator(7)
        var histogram = DurationHistogram()
        var durations: [Int64] = []
        for _ in 0..<5_000 {
            let duration = Int64(random.next() % 3_000_000) * scale
            durations.append(duration)
            histogram.add(duration)
        }
        durations.sort()
        for share in [0.0, 0.01, 0.5, 0.9, 0.99, 0.999, 1] {
            let exact = durations[min(4_999, Int(5_000 * share))]
            let told = histogram.quantile(share) ?? -1
            #expect(abs(told - exact) <= max(1, exact / 4_000), "share \(share)")
        }
        #expect(histogram.shortest == durations.first && histogram.longest == durations.last)
        var sum = 0
        histogram.forEach { _, count in sum += count }
        #expect(sum == 5_000)
    }

    @Test func `one duration is all shares, and none has none`() {
        var histogram = DurationHistogram()
        #expect(histogram.median == nil)
        histogram.add(46_200_000)
        #expect([0, 0.5, 1].allSatisfy { histogram.quantile($0) == 46_200_000 })
    }

    @Test func `extreme durations are counted`() {
        var histogram = DurationHistogram()
        for duration in [Int64.max, .min, 0, 2_047, 2_048, 4_095, 4_096] { histogram.add(duration) }
        #expect(histogram.count == 7)
        #expect(histogram.quantile(1) == .max && histogram.quantile(0) == 0)
        #expect(histogram.quantile(-3) == 0 && histogram.quantile(9) == .max)
    }
}
