import Sessions

/// What a search asks SQLite about messages.
struct SearchQuestion {
    /// Connections that are named in SQL at most; of more all messages are asked for.
    private static let mostConnections = 1_000

    /// What every message that matches fulfils; nil where nothing can be said of all of them.
    let condition: SessionCondition?
    /// Whether the filter matches every message that fulfils it. The connections are another thing.
    let isExact: Bool

    init(_ filter: Filter?, connections: [Int]?, hidesControl: Bool) {
        var parts: [SessionCondition] = []
        if let connections, connections.count <= Self.mostConnections {
            let numbers = connections.map { String($0) }.joined(separator: ",")
            parts.append(SessionCondition(sql: "conn IN (\(numbers))"))
        }
        if hidesControl { parts.append(SessionCondition(sql: "opcode & 8 = 0")) }
        let pushed = filter.map { PushedDown($0) }
        if let condition = pushed?.condition { parts.append(condition) }
        isExact = pushed?.isExact ?? true
        condition =
            parts.isEmpty
            ? nil
            : SessionCondition(
                sql: parts.map { "(\($0.sql))" }.joined(separator: " AND "), values: parts.flatMap(\.values))
    }
}
