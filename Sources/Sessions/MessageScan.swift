package import Dissection

/// Looks through a session's messages for those that fulfil a condition, one stretch of numbers after another. Nothing is
/// open between two stretches, and of the messages one is in memory at a time.
package final class MessageScan {
    /// What is told of a message beside its facts.
    package struct Parts: OptionSet, Sendable, Hashable {
        /// A bit for each part.
        package let rawValue: UInt8

        /// Parts by their bits.
        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Its payload.
        package static let payload = Parts(rawValue: 1)
        /// Its frames.
        package static let frames = Parts(rawValue: 2)
    }

    private let database: Database
    private let numbers: Statement
    private let payloads: Statement
    private let messages: Statement
    private let parts: Parts
    private var batch = TrafficBatch()

    /// A look through a list's session.
    package init(
        _ list: SessionList, where condition: SessionCondition?, telling parts: Parts
    ) throws(SessionError) {
        database = list.database
        self.parts = parts
        let place = "message.id BETWEEN ?1 AND ?2" + (condition.map { " AND (\($0.sql))" } ?? "") + " ORDER BY id"
        let joined = "FROM message LEFT JOIN payload ON payload.message = message.id WHERE \(place)"
        numbers = try database.prepare("SELECT id, conn FROM message WHERE \(place)")
        payloads = try database.prepare("SELECT id, conn, bytes \(joined)")
        let told = "\(SessionQueries.facts), \(parts.contains(.frames) ? "headers" : "NULL")"
        messages = try database.prepare(
            parts.contains(.payload)
                ? "SELECT \(told), bytes, NULL, delta \(joined)"
                : "SELECT \(told), NULL, NULL, delta FROM message WHERE \(place)")
        for statement in [numbers, payloads, messages] { condition?.bind(to: statement, from: 3) }
    }

    /// Tells the numbers of the messages in a stretch, with their connections.
    package func forEachNumber(
        in stretch: ClosedRange<Int64>, _ body: (Int64, Int) -> Void
    ) throws(SessionError) {
        begin(numbers, stretch)
        try database.forEachRow(of: numbers) { body($0.number(0), SessionQueries.integer($0, 1)) }
    }

    /// Tells the numbers of the messages in a stretch, with their connections and payloads, until `body` gives false.
    package func forEachPayload(
        in stretch: ClosedRange<Int64>, _ body: (Int64, Int, RawSpan) -> Bool
    ) throws(SessionError) {
        begin(payloads, stretch)
        try forEachRow(of: payloads) { row in
            let (number, connection) = (row.number(0), SessionQueries.integer(row, 1))
            return row.withBytes(2) { body(number, connection, $0) }
        }
    }

    /// Tells the messages in a stretch, with their numbers and the nanoseconds since the one before on their connection, until
    /// `body` gives false. Each stands alone in the batch that is shown, behind its frames.
    package func forEachMessage(
        in stretch: ClosedRange<Int64>, _ body: (Int64, Int64?, borrowing TrafficBatch) throws(SessionError) -> Bool
    ) throws(SessionError) {
        begin(messages, stretch)
        try forEachRow(of: messages) { row throws(SessionError) in
            batch.clear()
            SessionQueries.tellMessage(row, withFrames: parts.contains(.frames), into: &batch)
            return try body(row.number(0), row.numberIfAny(21), batch)
        }
        batch.clear()
    }

    private func begin(_ statement: Statement, _ stretch: ClosedRange<Int64>) {
        statement.bind(1, stretch.lowerBound)
        statement.bind(2, stretch.upperBound)
    }

    private func forEachRow(
        of statement: Statement, _ body: (Statement) throws(SessionError) -> Bool
    ) throws(SessionError) {
        defer { statement.reset() }
        while true {
            switch statement.step() {
            case .row: if try !body(statement) { return }
            case .done: return
            case .failed: throw database.error
            }
        }
    }
}
