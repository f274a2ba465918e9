import ByteStreams

/// The heartbeat of a connection: pings with their pongs, told one by one, and what they come to. What it costs to tell one
/// does not depend on how many there were.
struct Pulse: Sendable {
    /// Beats that are kept; beyond, the first ones go. What they come to stays.
    static let most = 100_000
    /// A round trip of more than so many times the median of those before it that were not late is late,
    static let lateFactor: Int64 = 5
    /// unless it is shorter than so many nanoseconds.
    static let leastLate: Int64 = 10_000_000
    /// Nanoseconds for which an answer may be expected at least.
    private static let leastPatience: Int64 = 1_000_000_000
    /// Round trips, and intervals, that must have been seen before something is called late.
    private static let fewest = 5, fewestIntervals = 3

    /// In the order of time.
    private(set) var beats: [Beat] = []
    /// Beats that were dropped to stay within `most`.
    private(set) var dropped = 0
    /// Beats by their fate.
    private(set) var answered = 0, missed = 0, cut = 0, unsolicited = 0
    /// Answers that were late.
    private(set) var late = 0
    /// All round trips.
    private(set) var roundTrips = DurationHistogram()
    /// Nanoseconds between the pings of a side.
    private(set) var intervals: [Direction: DurationHistogram] = [:]
    /// Rises whenever something is told.
    private(set) var revision = 0
    /// Round trips that were not late.
    private var steady = DurationHistogram()
    private var places: [Int: Int] = [:]
    private var pending: [Direction: WaitingPings] = [:]
    private var lastPing: [Direction: Timestamp] = [:]
    private var wrong: Wrong?

    /// Pings that are not answered yet.
    var waiting: Int { pending.values.reduce(0) { $0 + $1.count } }

    /// Where it went wrong, and why.
    struct Verdict: Sendable, Hashable {
        /// The beat's place among those that are kept; nil where it is kept no more.
        let place: Int?
        /// When.
        let time: Timestamp
        /// What happened.
        let words: String
    }

    /// The first beat that was late or missed.
    private struct Wrong: Sendable {
        var place: Int
        var time: Timestamp
        /// What was usual before.
        var median: Int64?
        var roundTrip: Int64?
    }

    /// Nanoseconds after which a ping counts as not answered.
    private var patience: Int64 { Self.patience(median: steady.median) }

    /// The same, where usual answers take so many nanoseconds.
    static func patience(median: Int64?) -> Int64 {
        let (times, overflows) = (median ?? 0).multipliedReportingOverflow(by: lateFactor)
        return overflows ? .max : max(leastPatience, times)
    }

    /// Takes note of a ping.
    mutating func ping(_ number: Int64, seq: Int, at time: Timestamp, from side: Direction) {
        if let last = lastPing[side] { intervals[side, default: DurationHistogram()].add(time.since(last)) }
        lastPing[side] = time
        places[seq] = dropped + beats.count
        pending[side, default: WaitingPings()].append(dropped + beats.count)
        add(Beat(number: number, seq: seq, time: time, from: side, fate: .waiting))
    }

    /// Takes note of a pong: the ping that it answers, by its number on the connection, and the nanoseconds between them.
    mutating func pong(
        _ number: Int64, seq: Int, at time: Timestamp, from side: Direction, answering ping: Int?, roundTrip: Int64
    ) {
        guard let ping else {
            unsolicited += 1
            return add(Beat(number: number, seq: seq, time: time, from: side, fate: .unsolicited))
        }
        revision += 1
        answered += 1
        let asker = side.opposite
        let place = places.removeValue(forKey: ping)
        if let place { pass(place, from: asker) }
        let lateness = lateness(of: roundTrip, from: asker)
        if lateness != nil { late += 1 }
        if let place, let index = index(of: place) {
            if beats[index].fate == .missed { missed -= 1 }
            beats[index].fate = .answered(roundTrip)
            beats[index].lateness = lateness
            if lateness != nil || wrong?.place == place { note(wrong: place, index) }
        }
        roundTrips.add(roundTrip)
        if lateness == nil { steady.add(roundTrip) }
    }

    /// Takes note of the connection's end: what waits is missed, or was cut short.
    mutating func end(at time: Timestamp) {
        for side in Direction.allCases {
            for place in pending[side]?.waiting ?? [] {
                guard let index = index(of: place) else { continue }
                revision += 1
                if time.since(beats[index].time) > patience {
                    miss(place, index)
                } else {
                    beats[index].fate = .cut
                    cut += 1
                }
            }
            pending[side]?.removeAll()
        }
        places = [:]
    }

    private func index(of place: Int) -> Int? { place >= dropped ? place - dropped : nil }

    private func lateness(of roundTrip: Int64, from asker: Direction) -> Beat.Lateness? {
        guard roundTrip >= Self.leastLate else { return nil }
        if steady.count >= Self.fewest, let median = steady.median, roundTrip / Self.lateFactor >= max(1, median) {
            return .overMedian
        }
        guard let gaps = intervals[asker], gaps.count >= Self.fewestIntervals, let gap = gaps.median, roundTrip > gap
        else { return nil }
        return .overInterval
    }

    /// Pings of the same side that came before an answered one count as missed, unless a pong comes all the same.
    private mutating func pass(_ place: Int, from side: Direction) {
        while let first = pending[side]?.next(before: place) {
            if let index = index(of: first) { miss(first, index) }
        }
        pending[side]?.take(place)
    }

    private mutating func miss(_ place: Int, _ index: Int) {
        guard beats[index].fate == .waiting else { return }
        beats[index].fate = .missed
        missed += 1
        note(wrong: place, index)
    }

    private mutating func note(wrong place: Int, _ index: Int) {
        guard place <= wrong?.place ?? .max else { return }
        wrong = Wrong(
            place: place, time: beats[index].time, median: wrong?.median ?? steady.median,
            roundTrip: beats[index].roundTrip)
    }

    private mutating func add(_ beat: Beat) {
        revision += 1
        beats.append(beat)
        guard beats.count > Self.most + Self.most / 4 else { return }
        let surplus = beats.count - Self.most
        for side in Direction.allCases {
            while let place = pending[side]?.next(before: dropped + surplus) {
                if let index = index(of: place) { miss(place, index) }
            }
        }
        beats.removeFirst(surplus)
        dropped += surplus
        places = places.filter { $0.value >= dropped }
    }

    /// Pings that have waited too long at a moment: how many, and the first one's place among those that are kept.
    private func overdue(at present: Timestamp) -> (count: Int, first: Int)? {
        let patience = patience
        var found: (count: Int, first: Int)?
        for queue in pending.values {
            let waiting = queue.waiting
            let count =
                waiting.partitioningIndex { place in
                    index(of: place).map { present.since(beats[$0].time) <= patience } ?? false
                } - waiting.startIndex
            guard count > 0, let place = waiting.first, let first = index(of: place) else { continue }
            found = ((found?.count ?? 0) + count, min(found?.first ?? first, first))
        }
        return found
    }

    /// When it went wrong, and how, as it is seen at a moment; nil where it did not.
    func verdict(at present: Timestamp) -> Verdict? {
        let overdue = overdue(at: present)
        let stalled = overdue.map { overdue in
            Wrong(
                place: dropped + overdue.first, time: beats[overdue.first].time, median: steady.median, roundTrip: nil)
        }
        guard let wrong = [wrong, stalled].compactMap({ $0 }).min(by: { $0.place < $1.place }) else { return nil }
        let unanswered = missed + (overdue?.count ?? 0)
        var words: [String] = []
        if let roundTrip = wrong.roundTrip {
            let before = wrong.median.map { "from \(TimeWords.duration($0)) " } ?? ""
            words.append("RTT \(before)to \(TimeWords.duration(roundTrip))")
            if unanswered > 0 { words.append("\(CountWords.counted(unanswered, "ping")) unanswered") }
        } else {
            words.append("\(CountWords.counted(unanswered, "ping")) unanswered")
        }
        if late > (wrong.roundTrip == nil ? 0 : 1) { words.append("\(late) late") }
        return Verdict(place: index(of: wrong.place), time: wrong.time, words: words.joined(separator: ", "))
    }
}

extension ArraySlice {
    /// The index of the first element for which something holds that holds for all behind it too; the end where there is none.
    fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
