/// When a run that records for the interface hands over what it has: at once in the beginning, then now and then, however
/// little it is.
struct RecordingPace {
    private var packets = 0
    private var interval: Int64 = 1_000_000
    private var next: Int64 = .min

    /// Packets between two looks at the clock.
    private static let stride = 64
    /// Nanoseconds between two times, at most.
    private static let longest: Int64 = 50_000_000

    /// Counts a packet, and says whether it is time.
    mutating func isDue() -> Bool {
        packets &+= 1
        return packets % Self.stride == 0 && isDue(at: Clock.steady)
    }

    /// Whether it is time at a moment.
    mutating func isDue(at now: Int64) -> Bool {
        guard now >= next else { return false }
        next = now &+ interval
        interval = min(interval * 2, Self.longest)
        return true
    }
}
