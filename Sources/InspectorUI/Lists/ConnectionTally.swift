import ByteStreams
import Dissection
import Sessions
import WebSocketWire

/// What was counted of one connection so far.
struct ConnectionTally: Sendable {
    /// Messages of each side, control messages included.
    private(set) var messages = PerDirection()
    /// Bytes on the wire that each side's frames took.
    private(set) var bytes = PerDirection()
    /// When its last message ended.
    private(set) var lastTime: Timestamp?
    /// Pings of both sides.
    private(set) var pings = 0
    /// When the last of them was sent.
    private(set) var lastPing: Timestamp?
    /// Pongs that answer a ping.
    private(set) var answers = 0
    /// Close messages of both sides.
    private(set) var closes = 0
    /// The first Close message.
    private(set) var firstClose: Close?
    /// The last round trip, in nanoseconds.
    private(set) var lastRoundTrip: Int64?
    /// The longest round trip, in nanoseconds.
    private(set) var longestRoundTrip: Int64?
    /// Findings, by how bad they are.
    private(set) var errors = 0, warnings = 0, notes = 0
    /// Messages of the last minute.
    private(set) var recent: RecentRate?
    /// The last round trips, in nanoseconds, in no particular order.
    private var roundTrips: [Int64] = []
    private var nextRoundTrip = 0

    /// A Close message: who sent it, and its code.
    struct Close: Sendable, Hashable {
        let from: Direction
        let code: UInt16?
    }

    /// Round trips of which the median is told.
    static let mostRoundTrips = 63

    /// The median of the last round trips, in nanoseconds.
    var medianRoundTrip: Int64? {
        roundTrips.isEmpty ? nil : roundTrips.sorted()[roundTrips.count / 2]
    }

    mutating func count(_ message: borrowing MessageFacts, isRecent: Bool) {
        if message.from == .fromClient {
            messages.client &+= 1
            bytes.client &+= message.wireLength
        } else {
            messages.server &+= 1
            bytes.server &+= message.wireLength
        }
        lastTime = message.time
        if message.opcode == .ping {
            pings += 1
            lastPing = message.time
        }
        if message.opcode == .close {
            closes += 1
            if firstClose == nil { firstClose = Close(from: message.from, code: message.code) }
        }
        if let roundTrip = message.roundTrip { take(roundTrip) }
        guard isRecent else { return }
        if recent == nil { recent = RecentRate() }
        recent?.count(at: message.time)
    }

    mutating func count(_ finding: FindingFacts) {
        switch finding.severity {
        case .error: errors += 1
        case .warning: warnings += 1
        case .note: notes += 1
        }
    }

    private mutating func take(_ roundTrip: Int64) {
        answers += 1
        lastRoundTrip = roundTrip
        longestRoundTrip = max(longestRoundTrip ?? 0, roundTrip)
        if roundTrips.count < Self.mostRoundTrips {
            roundTrips.append(roundTrip)
        } else {
            roundTrips[nextRoundTrip] = roundTrip
            nextRoundTrip = (nextRoundTrip + 1) % Self.mostRoundTrips
        }
    }
}

/// Messages in each second of the last minute.
struct RecentRate: Sendable {
    /// Nanoseconds that it reaches back.
    static let span: Int64 = 60_000_000_000

    private var counts = [UInt32](repeating: 0, count: 60)
    private var last: Int64 = 0

    /// Counts a message.
    mutating func count(at time: Timestamp) {
        let second = Self.second(time)
        if second > last {
            let steps = min(60, second &- last)
            for step in 0..<max(0, steps) { counts[Self.place(second &- step)] = 0 }
            last = second
        }
        guard second > last &- 60 else { return }
        counts[Self.place(second)] &+= 1
    }

    /// The counts of so many seconds up to a moment, the oldest first.
    func counts(until time: Timestamp, seconds: Int) -> [UInt32] {
        let now = Self.second(time)
        return (0..<min(60, max(0, seconds))).reversed().map { step in
            let second = now &- Int64(step)
            return second > last || second <= last &- 60 ? 0 : counts[Self.place(second)]
        }
    }

    /// The count of the last whole second before a moment.
    func lastSecond(at time: Timestamp) -> UInt64 {
        UInt64(counts(until: time, seconds: 2).first ?? 0)
    }

    private static func second(_ time: Timestamp) -> Int64 { CalendarTime.split(time.nanoseconds).seconds }

    private static func place(_ second: Int64) -> Int { Int((second % 60 + 60) % 60) }
}
