package import Dissection

/// A session's messages as a list of which any stretch is read at once, whatever its length.
package final class SessionList {
    private let database: Database
    private let window: Statement

    /// Opens a session.
    package init(path: String) throws(SessionError) {
        database = try SessionFile.reading(path)
        window = try database.prepare(SessionQueries.window)
    }

    /// How many messages are recorded at the moment: their numbers are 1 to this.
    package func count() throws(SessionError) -> Int64 {
        try database.number("SELECT max(id) FROM message")
    }

    /// Adds the messages with these numbers to a batch, without their payloads.
    package func read(_ numbers: ClosedRange<Int64>, into batch: inout TrafficBatch) throws(SessionError) {
        defer { window.reset() }
        window.bind(1, numbers.lowerBound)
        window.bind(2, numbers.upperBound)
        while true {
            switch window.step() {
            case .row: SessionQueries.tellMessage(window, withFrames: false, into: &batch)
            case .done: return
            case .failed: throw database.error
            }
        }
    }

    /// The numbers, among those given, of the messages that fulfil a condition, in order. Several lists of one session may
    /// search it side by side, each a part.
    package func numbers(
        in numbers: ClosedRange<Int64>, where condition: SessionCondition
    ) throws(SessionError) -> [Int64] {
        let query = try database.prepare("SELECT id FROM message WHERE id BETWEEN ?1 AND ?2 AND (\(condition.sql))")
        query.bind(1, numbers.lowerBound)
        query.bind(2, numbers.upperBound)
        condition.bind(to: query, from: 3)
        var found: [Int64] = []
        while true {
            switch query.step() {
            case .row: found.append(query.number(0))
            case .done: return found
            case .failed: throw database.error
            }
        }
    }
}
