/// Which bytes of something are there: ranges in order, none touching another.
struct ByteCoverage: Sendable, Hashable {
    private(set) var ranges: [Range<Int>] = []

    /// Adds a range, joining it with those it touches.
    mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let first = ranges.firstIndex { $0.upperBound >= range.lowerBound } ?? ranges.count
        let after = ranges[first...].firstIndex { $0.lowerBound > range.upperBound } ?? ranges.count
        guard first < after else {
            ranges.insert(range, at: first)
            return
        }
        let lower = min(range.lowerBound, ranges[first].lowerBound)
        let upper = max(range.upperBound, ranges[after - 1].upperBound)
        ranges.replaceSubrange(first..<after, with: CollectionOfOne(lower..<upper))
    }

    /// What of `range` is not there.
    func missing(in range: Range<Int>) -> [Range<Int>] {
        var missing: [Range<Int>] = []
        var lower = range.lowerBound
        for held in ranges where held.upperBound > lower {
            guard held.lowerBound < range.upperBound else { break }
            if held.lowerBound > lower { missing.append(lower..<held.lowerBound) }
            lower = held.upperBound
        }
        if lower < range.upperBound { missing.append(lower..<range.upperBound) }
        return missing
    }

    /// How many bytes are there from 0 on without a hole.
    var prefix: Int {
        guard let first = ranges.first, first.lowerBound == 0 else { return 0 }
        return first.upperBound
    }

    /// The end of the last byte that is there.
    var upperBound: Int { ranges.last?.upperBound ?? 0 }
}
