/// How many packets gave no TCP segment, and why.
package struct LayerTally: Sendable {
    /// One reason and its packets.
    package struct Entry: Sendable, Hashable {
        /// The reason, with a name for people.
        package let kind: Unpeeled
        /// How many packets.
        package fileprivate(set) var count: Int
    }

    /// How many kinds are told apart; later ones count as "others".
    private let kindLimit: Int
    private var all: [Entry] = []
    private var places: [Unpeeled: Int] = [:]
    /// The place of the kind counted last, which most often comes again.
    private var latest = 0

    init(kindLimit: Int) {
        self.kindLimit = kindLimit
    }

    mutating func add(_ kind: Unpeeled, _ count: Int = 1) {
        if latest >= all.count || all[latest].kind != kind { latest = place(of: kind) }
        all[latest].count &+= count
    }

    private mutating func place(of kind: Unpeeled) -> Int {
        if let place = places[kind] { return place }
        if all.count >= kindLimit, kind != .others(kind.verdict) { return place(of: .others(kind.verdict)) }
        places[kind] = all.count
        all.append(Entry(kind: kind, count: 0))
        return all.count - 1
    }

    /// Packets for this reason.
    package func count(of kind: Unpeeled) -> Int {
        places[kind].map { all[$0].count } ?? 0
    }

    /// Packets of all reasons with this verdict.
    package func count(of verdict: Unpeeled.Verdict) -> Int {
        all.reduce(0) { $1.kind.verdict == verdict ? $0 &+ $1.count : $0 }
    }

    /// The reasons with this verdict, the most frequent first.
    package func entries(_ verdict: Unpeeled.Verdict) -> [Entry] {
        all
            .filter { $0.kind.verdict == verdict }
            .sorted { ($1.count, $0.kind.description) < ($0.count, $1.kind.description) }
    }
}
