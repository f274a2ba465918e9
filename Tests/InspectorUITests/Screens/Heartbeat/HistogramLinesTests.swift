import Testing

@testable import InspectorUI

struct HistogramLinesTests {
    private func histogram(_ durations: [Int64]) -> DurationHistogram {
        var histogram = DurationHistogram()
        for duration in durations { histogram.add(duration) }
        return histogram
    }

    @Test func `every duration is in a line, and each share is marked once`() {
        let durations = (0..<1_000).map { Int64($0 + 1) * 1_000_000 }
        for rows in 1...40 {
            let lines = HistogramLines(histogram(durations), rows: rows)
            #expect(lines.reduce(0) { $0 + $1.count } == 1_000)
            #expect(lines.last?.bound == 1_000_000_000)
            let marks = lines.map(\.marks).filter { !$0.isEmpty }.joined(separator: " ")
            #expect(marks == "p50 p90 p99")
        }
    }

    @Test func `durations that are alike are one line, and nothing is none`() {
        #expect(HistogramLines(histogram([5, 5, 5]), rows: 8).map(\.count) == [3])
        #expect(HistogramLines(DurationHistogram(), rows: 8).isEmpty)
        #expect(HistogramLines(histogram([5]), rows: 0).isEmpty)
        #expect(HistogramLines(histogram([0, .max]), rows: 5).reduce(0) { $0 + $1.count } == 2)
    }
}
