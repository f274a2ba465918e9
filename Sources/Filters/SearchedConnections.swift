import Dissection
import Sessions

/// The connections of a session that a search has come upon, and which of them match.
struct SearchedConnections {
    /// Connections before the last known one among which such may turn up that were told late.
    private static let mostLate = 256
    private static let atOnce = 64

    /// The connections that match: themselves, by a message, or by a finding.
    private(set) var matching: Set<Int> = []
    /// The connections that are searched; nil for all.
    private let wanted: Set<Int>?
    private var known: [Int: FilterMatcher.Surroundings] = [:]
    private var latest: FilterMatcher.Surroundings?
    /// Numbers up to this one were looked at.
    private var last = 0
    private var judged: Set<Int> = []
    private var latestMatch: Int?

    init(_ wanted: [Int]?) {
        self.wanted = wanted.map { Set($0) }
    }

    /// Whether a connection is among those that are searched.
    func isWanted(_ connection: Int) -> Bool { wanted?.contains(connection) ?? true }

    /// Takes note that something of a connection matches.
    mutating func note(_ connection: Int) {
        guard latestMatch != connection else { return }
        latestMatch = connection
        matching.insert(connection)
    }

    /// What a message of a connection is seen with.
    mutating func surroundings(
        of connection: Int, _ matcher: inout FilterMatcher, _ list: SessionList
    ) throws(SessionError) -> FilterMatcher.Surroundings {
        if let latest, latest.connection.connection == connection { return latest }
        if let found = known[connection] {
            latest = found
            return found
        }
        let record = try list.connections([connection]).first
        if known.count >= FilterLimits.connections { known.removeAll() }
        let verdicts =
            record.map { matcher.verdicts(on: $0.opening) } ?? matcher.verdicts(onConnection: connection)
        let surroundings = FilterMatcher.Surroundings(verdicts)
        // One that is not told yet may be later.
        if record != nil { known[connection] = surroundings }
        latest = record == nil ? nil : surroundings
        return surroundings
    }

    /// Judges connections that were recorded since; false where some are left.
    mutating func judgeNew(
        _ matcher: inout FilterMatcher?, _ list: SessionList
    ) throws(SessionError) -> Bool {
        let end = try list.connectionCount()
        let late = max(0, last - Self.mostLate)
        let upper = min(end, last + Self.atOnce)
        let numbers = (late..<upper).lazy.map { $0 + 1 }.filter { [judged] in !judged.contains($0) }
        for record in try list.connections(Array(numbers)) {
            let number = record.opening.connection
            judged.insert(number)
            guard isWanted(number) else { continue }
            guard var judge = matcher.take() else {
                matching.insert(number)
                continue
            }
            if judge.matches(judge.verdicts(on: record.opening)) { matching.insert(number) }
            matcher = judge
        }
        last = max(last, upper)
        if judged.count > 4 * Self.mostLate { judged = judged.filter { [last] in $0 > last - Self.mostLate } }
        return upper >= end
    }
}
