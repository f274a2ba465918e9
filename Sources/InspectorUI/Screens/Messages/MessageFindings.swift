import Sessions
import TextScreen
import WebSocketWire

/// Which messages have findings, read in slices.
struct MessageFindings {
    /// A message by its connection and its number there.
    private struct Place: Hashable {
        let connection: Int
        let seq: Int
    }

    /// The findings about a message.
    struct Entry {
        /// The worst of them.
        var worst: Severity
        /// Their numbers, the first of them.
        var numbers: [Int64]
    }

    /// Findings that are kept, and numbers that are kept of one message's.
    static let most = 200_000
    private static let mostOfMessage = 8

    private var entries: [Place: Entry] = [:]
    private var position: Int64 = 0
    private var count: Int64 = 0

    /// The findings about a connection's message; nil where none are known.
    func about(seq: Int, of connection: Int) -> Entry? {
        entries[Place(connection: connection, seq: seq)]
    }

    /// Reads on until `isDue`; true where there is more to read.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        while count < session.findingCount, entries.count < Self.most {
            if isDue() { return true }
            let facts = session.findingFacts(after: position, limit: 200)
            guard let last = facts.last else { return false }
            position = last.number
            count += Int64(facts.count)
            for finding in facts {
                guard let seq = finding.message else { continue }
                add(finding, at: Place(connection: finding.connection, seq: seq))
            }
        }
        return false
    }

    private mutating func add(_ finding: FindingFacts, at place: Place) {
        guard var entry = entries[place] else {
            entries[place] = Entry(worst: finding.severity, numbers: [finding.number])
            return
        }
        entry.worst = max(entry.worst, finding.severity)
        if entry.numbers.count < Self.mostOfMessage { entry.numbers.append(finding.number) }
        entries[place] = entry
    }
}

extension Severity {
    /// How it is shown.
    var role: Role {
        switch self {
        case .note: .note
        case .warning: .warning
        case .error: .error
        }
    }
}
