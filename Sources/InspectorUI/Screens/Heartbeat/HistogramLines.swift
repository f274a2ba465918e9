import Glibc

/// A histogram in lines: each stands for a range that is as many times as long as the one above it.
struct HistogramLines: RandomAccessCollection, Sendable {
    /// A line.
    struct Line: Sendable, Hashable {
        /// The longest duration that belongs to it.
        var bound: Int64
        /// How many belong to it.
        var count = 0
        /// Which shares of all end in it: `p50 p90`.
        var marks = ""
    }

    private var lines: [Line] = []

    var startIndex: Int { 0 }
    var endIndex: Int { lines.count }
    subscript(position: Int) -> Line { lines[position] }

    /// The durations of a histogram in so many lines; in fewer where all are much alike.
    init(_ histogram: DurationHistogram, rows: Int) {
        guard rows > 0, let shortest = histogram.shortest, let longest = histogram.longest else { return }
        let lowest = Double(Swift.max(1, shortest))
        let ratio = log(Double(Swift.max(1, longest)) / lowest)
        let rows = ratio > 0.001 ? rows : 1
        lines = (1...rows).map { row in
            Line(bound: row == rows ? longest : Int64(lowest * exp(ratio * Double(row) / Double(rows))))
        }
        let row = { (duration: Int64) in
            guard ratio > 0.001 else { return 0 }
            let share = log(Double(Swift.max(1, duration)) / lowest) / ratio
            return Swift.max(0, Swift.min(rows - 1, Int((share * Double(rows)).rounded(.up)) - 1))
        }
        histogram.forEach { duration, count in lines[row(duration)].count += count }
        for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
            guard let duration = histogram.quantile(share) else { continue }
            let place = row(duration)
            lines[place].marks += (lines[place].marks.isEmpty ? "" : " ") + name
        }
    }
}
