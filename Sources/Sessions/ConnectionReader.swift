package import Dissection

/// Reads a session connection by connection, for formats that keep a connection's messages together. It needs memory for
/// one message at a time, whatever the session's size.
package struct ConnectionReader: ~Copyable {
    private let database: Database
    private let order: Statement
    private let message: Statement
    private let openings: Statement
    private let closing: Statement
    private let findingOrder: Statement
    private let finding: Statement
    /// The connection and the number of the next message; nil behind the last.
    private var next: (connection: Int64, id: Int64)?
    private var nextFinding: (connection: Int64, id: Int64)?
    private var connection: Int64 = 0

    /// A connection as it began and, where it did, ended.
    package struct Ends: Sendable {
        /// How it began.
        package let opening: ConnectionOpening
        /// How it ended.
        package let closing: ConnectionClosing?
    }

    /// Opens a session.
    package init(path: String) throws(SessionError) {
        let database = try SessionFile.reading(path)
        try database.run("PRAGMA temp_store = FILE; BEGIN")
        let order = try database.prepare("SELECT conn, id FROM message ORDER BY conn, id")
        let message = try database.prepare(SessionQueries.message)
        let openings = try database.prepare(SessionQueries.openings(orderedBy: "id"))
        let closing = try database.prepare(SessionQueries.closing)
        let findingOrder = try database.prepare("SELECT conn, id FROM finding ORDER BY conn, id")
        let finding = try database.prepare(SessionQueries.finding)
        openings.bind(1, Int64(-1))
        let next = try Self.next(in: order, of: database)
        let nextFinding = try Self.next(in: findingOrder, of: database)
        self.next = next
        self.nextFinding = nextFinding
        self.database = database
        self.order = order
        self.message = message
        self.openings = openings
        self.closing = closing
        self.findingOrder = findingOrder
        self.finding = finding
    }

    /// The next connection, in the order of their numbers; nil behind the last.
    package mutating func nextConnection() throws(SessionError) -> Ends? {
        guard try step(openings) else { return nil }
        var batch = TrafficBatch()
        SessionQueries.tellOpening(openings, into: &batch)
        connection = openings.number(2)
        closing.reset()
        closing.bind(1, connection)
        if try step(closing) { SessionQueries.tellClosing(closing, into: &batch) }
        while let next, next.connection < connection { try advance() }
        while let next = nextFinding, next.connection < connection {
            nextFinding = try Self.next(in: findingOrder, of: database)
        }
        guard case .opened(let opening) = batch[0] else { return nil }
        guard batch.count > 1, case .closed(let closing) = batch[1] else { return Ends(opening: opening, closing: nil) }
        return Ends(opening: opening, closing: closing)
    }

    /// Adds the connection's next messages, with their frames, to a batch until it is full; false where there are none
    /// left.
    package mutating func readMessages(into batch: inout TrafficBatch) throws(SessionError) -> Bool {
        while !batch.isFull, let next, next.connection == connection {
            message.reset()
            message.bind(1, next.id)
            if try step(message) { SessionQueries.tellMessage(message, withFrames: true, into: &batch) }
            try advance()
        }
        return batch.count > 0
    }

    /// Adds the next findings about the connection to a batch until it is full; false where there are none left.
    package mutating func readFindings(into batch: inout TrafficBatch) throws(SessionError) -> Bool {
        while !batch.isFull, let next = nextFinding, next.connection == connection {
            finding.reset()
            finding.bind(1, next.id)
            if try step(finding) { SessionQueries.tellFinding(finding, into: &batch) }
            nextFinding = try Self.next(in: findingOrder, of: database)
        }
        return batch.count > 0
    }

    private mutating func advance() throws(SessionError) {
        next = try Self.next(in: order, of: database)
    }

    private static func next(
        in order: Statement, of database: Database
    ) throws(SessionError) -> (connection: Int64, id: Int64)? {
        try step(order, of: database) ? (order.number(0), order.number(1)) : nil
    }

    private func step(_ statement: Statement) throws(SessionError) -> Bool {
        try Self.step(statement, of: database)
    }

    private static func step(_ statement: Statement, of database: Database) throws(SessionError) -> Bool {
        switch statement.step() {
        case .row: true
        case .done: false
        case .failed: throw database.error
        }
    }
}
