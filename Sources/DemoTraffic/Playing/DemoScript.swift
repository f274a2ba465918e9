/// All peers of the demonstration, each at its own pace: what they do, in the order of time, without end. The same seed
/// gives the same bytes.
package struct DemoScript: Sendable {
    private var performances: [Performance]

    /// The script with a seed.
    package init(seed: UInt64) {
        let chance = Chance(seed: seed)
        performances = Cast.all(chance).enumerated().map { number, role in
            Performance(role.peer, number: number, beginsAt: role.entrance * 1_000_000, chance.branch(1_000 + number))
        }
    }

    /// How many peers there are, each with one connection at a time.
    package var peers: Int { performances.count }

    /// When the next cue comes, in nanoseconds since the beginning.
    package var nextOffset: Int64 { performances.map(\.nextOffset).min() ?? .max }

    /// Bytes of memory that payloads and windows take; bounded however long it plays.
    package var memory: Int { performances.reduce(0) { $0 + $1.memory } }

    /// The next cue; nil only where there are no peers.
    package mutating func next() -> Cue? {
        var first: Int?
        for index in performances.indices
        where first.map({ performances[index].nextOffset < performances[$0].nextOffset }) ?? true {
            first = index
        }
        guard let first else { return nil }
        return performances[first].next()
    }
}
