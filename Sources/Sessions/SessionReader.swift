package import Dissection

/// Tells the traffic of a session file again, event by event in the order in which it was recorded. Another process may be
/// writing the session: what it had committed when the reading began is told.
package struct SessionReader: ~Copyable {
    /// The first bytes of every SQLite file, and so of a session.
    package static let magic = Array("SQLite format 3\0".utf8)

    private let database: Database
    private var openings: EventRows
    private var closings: EventRows
    private var messages: EventRows
    private var findings: EventRows

    /// Opens a session.
    package init(path: String) throws(SessionError) {
        let database = try Database(path, .reading)
        try Self.check(database, path)
        try database.run("BEGIN")
        let openings = try EventRows(database, SessionQueries.openings)
        let closings = try EventRows(database, SessionQueries.closings)
        let messages = try EventRows(database, SessionQueries.messages)
        let findings = try EventRows(database, SessionQueries.findings)
        self.database = database
        self.openings = openings
        self.closings = closings
        self.messages = messages
        self.findings = findings
    }

    private static func check(_ database: Database, _ path: String) throws(SessionError) {
        guard try database.number("PRAGMA application_id") == Int64(SessionSchema.applicationID) else {
            throw SessionError(
                file: path, problem: "it is an SQLite database, but no session of wscope",
                advice: "name a file that `-w` has written")
        }
        let version = try database.number("PRAGMA user_version")
        guard version == Int64(SessionSchema.version) else {
            throw SessionError(
                file: path, problem: "it is a session of version \(version), and this program knows version 1",
                advice: "read it with a newer wscope")
        }
    }

    /// Adds the next events to a batch until it is full; false where there are none left.
    package mutating func read(into batch: inout TrafficBatch) throws(SessionError) -> Bool {
        while !batch.isFull {
            guard readNext(into: &batch) else {
                if let failed = failure { throw failed }
                return batch.count > 0
            }
        }
        return true
    }

    private var failure: SessionError? {
        openings.hasFailed || closings.hasFailed || messages.hasFailed || findings.hasFailed ? database.error : nil
    }

    /// Adds the event that came first of those not yet told.
    private mutating func readNext(into batch: inout TrafficBatch) -> Bool {
        let next = min(openings.next, closings.next, messages.next, findings.next)
        guard next < .max else { return false }
        if next == messages.next {
            SessionQueries.tellMessage(messages.row, into: &batch)
            messages.advance()
        } else if next == findings.next {
            SessionQueries.tellFinding(findings.row, into: &batch)
            findings.advance()
        } else if next == openings.next {
            SessionQueries.tellOpening(openings.row, into: &batch)
            openings.advance()
        } else {
            SessionQueries.tellClosing(closings.row, into: &batch)
            closings.advance()
        }
        return true
    }
}

/// Rows whose first column is their place among all events, in that order.
struct EventRows {
    let row: Statement
    /// The place of the present row; `Int64.max` behind the last one.
    private(set) var next: Int64 = .max
    private(set) var hasFailed = false

    init(_ database: Database, _ query: String) throws(SessionError) {
        row = try database.prepare(query)
        advance()
    }

    mutating func advance() {
        switch row.step() {
        case .row: next = row.number(0)
        case .done: next = .max
        case .failed:
            next = .max
            hasFailed = true
        }
    }
}
