import ByteStreams
import Dissection
import Sessions
import WebSocketWire

/// What was counted of a session so far: by connection, and in all. It is counted in slices, each message once.
struct SessionTally {
    /// The last message that was counted.
    private(set) var position: Int64 = 0
    /// Of all connections together.
    private(set) var all = TrafficStatistics()
    /// Messages of the last minute, of all connections together.
    private var recent = RecentRate()
    /// Of each connection; its number less one is its place.
    private var connections: [ConnectionTally] = []
    /// Findings that were counted, and the number of the last of them.
    private var findings: Int64 = 0, findingPosition: Int64 = 0
    /// The time of the last message that was counted.
    private(set) var lastTime: Timestamp?

    /// Messages of a slice between two looks at the clock.
    private static let slice = 2_000

    /// Counts on until `isDue`; true where there is more to count. Messages older than a minute before `present` do not
    /// count for the rates of the last minute.
    mutating func work(_ session: SessionView, present: Timestamp, isDue: () -> Bool) -> Bool {
        let hasMoreFindings = countFindings(session, isDue: isDue)
        let oldest = present.nanoseconds &- RecentRate.span
        while position < session.messageCount, !isDue() {
            let next = session.scan(after: position, limit: Self.slice) { count($0, oldest) }
            guard next > position else { return hasMoreFindings }
            position = next
        }
        return hasMoreFindings || position < session.messageCount
    }

    /// What was counted of a connection.
    func connection(_ number: Int) -> ConnectionTally {
        number >= 1 && number <= connections.count ? connections[number - 1] : ConnectionTally()
    }

    /// Messages and bytes of a connection, without the rest of what was counted of it.
    func sums(_ number: Int) -> (messages: PerDirection, bytes: PerDirection) {
        guard number >= 1, number <= connections.count else { return (PerDirection(), PerDirection()) }
        return (connections[number - 1].messages, connections[number - 1].bytes)
    }

    /// Connections that were counted.
    var count: Int { connections.count }

    /// Messages in the last whole second.
    func rate(at time: Timestamp) -> UInt64 { recent.lastSecond(at: time) }

    private mutating func count(_ message: borrowing MessageFacts, _ oldest: Int64) {
        let connection = message.connection
        guard connection >= 1, connection < 1 << 26 else { return }
        grow(to: connection)
        let isRecent = message.time.nanoseconds >= oldest
        connections[connection - 1].count(message, isRecent: isRecent)
        all.count(message)
        if isRecent { recent.count(at: message.time) }
        lastTime = message.time
    }

    private mutating func grow(to number: Int) {
        guard number > connections.count else { return }
        connections.append(
            contentsOf: repeatElement(ConnectionTally(), count: number - connections.count))
    }

    /// Counts findings; true where there are more to count.
    private mutating func countFindings(_ session: SessionView, isDue: () -> Bool) -> Bool {
        while findings < session.findingCount, !isDue() {
            let facts = session.findingFacts(after: findingPosition, limit: Self.slice)
            guard !facts.isEmpty else { return false }
            for finding in facts {
                findingPosition = max(findingPosition, finding.number)
                findings += 1
                all.count(finding)
                guard finding.connection >= 1, finding.connection < 1 << 26 else { continue }
                grow(to: finding.connection)
                connections[finding.connection - 1].count(finding)
            }
        }
        return findings < session.findingCount
    }
}
