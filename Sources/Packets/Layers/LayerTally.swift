/// How many packets gave no TCP segment, and why.
package struct LayerTally: Sendable, Hashable {
    /// One reason and its packets.
    package struct Entry: Sendable, Hashable {
        /// The reason, with a name for people.
        package let kind: Unpeeled
        /// How many packets.
        package let count: Int
    }

    /// How many kinds are told apart; later ones count as "others".
    private let kindLimit: Int
    private var counts: [Unpeeled: Int] = [:]

    init(kindLimit: Int) {
        self.kindLimit = kindLimit
    }

    mutating func add(_ kind: Unpeeled, _ count: Int = 1) {
        if let index = counts.index(forKey: kind) {
            counts.values[index] &+= count
        } else if counts.count < kindLimit {
            counts[kind] = count
        } else {
            counts[.others(kind.verdict), default: 0] &+= count
        }
    }

    /// Packets for this reason.
    package func count(of kind: Unpeeled) -> Int {
        counts[kind] ?? 0
    }

    /// Packets of all reasons with this verdict.
    package func count(of verdict: Unpeeled.Verdict) -> Int {
        counts.reduce(0) { $1.key.verdict == verdict ? $0 &+ $1.value : $0 }
    }

    /// The reasons with this verdict, the most frequent first.
    package func entries(_ verdict: Unpeeled.Verdict) -> [Entry] {
        counts
            .filter { $0.key.verdict == verdict }
            .map { Entry(kind: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.kind.description) < ($0.count, $1.kind.description) }
    }
}
