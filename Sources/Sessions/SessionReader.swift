package import Dissection

/// Reads a session's events in the order in which they were recorded. Another process may be writing the session: what it
/// had committed when the reading began, or was taken up again, is told.
package struct SessionReader: ~Copyable {
    /// Events of a batch beyond which findings are parted from their message.
    private static let mostEvents = 4_096

    private let database: Database
    private let tellsFrames: Bool
    private var openings: EventRows
    private var closings: EventRows
    private var findings: EventRows
    private var messages: MessageCursor
    /// The number of the last message that was told.
    private var lastMessage: Int64 = 0

    /// Opens a session. Of its messages those are told that fulfil a condition. `tellsFrames` says whether the frames of a
    /// message are told before it, and its payload as it was on the wire with it.
    package init(
        path: String, where condition: SessionCondition? = nil, tellsFrames: Bool = false
    ) throws(SessionError) {
        let database = try SessionFile.reading(path)
        try database.run("BEGIN")
        let openings = try EventRows(database, SessionQueries.openings)
        let closings = try EventRows(database, SessionQueries.closings)
        let findings = try EventRows(database, SessionQueries.findings)
        let messages = try MessageCursor(database, where: condition, withWire: tellsFrames)
        size = UInt64(max(0, try database.number("SELECT max(id) FROM message")))
        self.database = database
        self.tellsFrames = tellsFrames
        self.openings = openings
        self.closings = closings
        self.messages = messages
        self.findings = findings
    }

    /// How many messages there were when the reading began.
    package let size: UInt64

    /// The number of the last message that was told.
    package var position: UInt64 { UInt64(max(0, lastMessage)) }

    /// Adds the next events to a batch until it is full; false where there are none left. A message and the findings about
    /// it come in one batch.
    package mutating func read(into batch: inout TrafficBatch) throws(SessionError) -> Bool {
        while !batch.isFull || (findings.after == lastMessage && batch.count < Self.mostEvents) {
            if let failure { throw failure }
            guard readNext(into: &batch) else { return batch.count > 0 }
        }
        return true
    }

    private var failure: SessionError? {
        openings.failure ?? closings.failure ?? messages.failure ?? findings.failure
    }

    /// Adds the event that came first of those not yet told.
    private mutating func readNext(into batch: inout TrafficBatch) -> Bool {
        let event = min(openings.event, closings.event, findings.event)
        let after =
            event == openings.event ? openings.after : event == closings.event ? closings.after : findings.after
        if messages.id <= after, messages.id < .max {
            lastMessage = messages.id
            SessionQueries.tellMessage(messages.row, withFrames: tellsFrames, into: &batch)
            messages.advance()
            return true
        }
        guard event < .max else { return false }
        if event == findings.event {
            SessionQueries.tellFinding(findings.row, into: &batch)
            findings.advance()
        } else if event == openings.event {
            SessionQueries.tellOpening(openings.row, into: &batch)
            openings.advance()
        } else {
            SessionQueries.tellClosing(closings.row, into: &batch)
            closings.advance()
        }
        return true
    }

    /// Looks anew for what was recorded since; what was told is not told again.
    package mutating func refresh() throws(SessionError) {
        openings.row.reset()
        closings.row.reset()
        findings.row.reset()
        messages.row.reset()
        try database.run("COMMIT; BEGIN")
        openings.restart()
        closings.restart()
        findings.restart()
        messages.restart()
    }

    /// Whether the recording was ended in order, so that nothing more comes.
    package var isEnded: Bool {
        (try? database.number("SELECT count(*) FROM meta WHERE name = 'ended'")) == 1
    }
}

/// Rows about what is no message, by their number among such events.
struct EventRows {
    let row: Statement
    /// The present row's number; `Int64.max` behind the last one.
    private(set) var event: Int64 = .max
    /// The message behind which it happened; `Int64.max` behind the last row.
    private(set) var after: Int64 = .max
    /// Why the next row could not be read.
    private(set) var failure: SessionError?
    private var last: Int64 = -1
    private let database: Database

    init(_ database: Database, _ query: String) throws(SessionError) {
        self.database = database
        row = try database.prepare(query)
        restart()
    }

    /// Begins behind the last row that was told.
    mutating func restart() {
        row.reset()
        row.bind(1, last)
        step()
    }

    /// Goes on to the next row.
    mutating func advance() {
        last = event
        step()
    }

    private mutating func step() {
        (event, after) = (.max, .max)
        switch row.step() {
        case .row: (event, after) = (row.number(0), row.number(1))
        case .done: break
        case .failed: failure = database.error
        }
    }
}

/// Rows of messages.
struct MessageCursor {
    let row: Statement
    /// The present row's number; `Int64.max` behind the last one.
    private(set) var id: Int64 = .max
    /// Why the next row could not be read.
    private(set) var failure: SessionError?
    private var last: Int64 = -1
    private let database: Database

    init(_ database: Database, where condition: SessionCondition?, withWire: Bool) throws(SessionError) {
        self.database = database
        row = try database.prepare(SessionQueries.messages(where: condition, withWire: withWire))
        condition?.bind(to: row, from: 2)
        restart()
    }

    /// Begins behind the last row that was told.
    mutating func restart() {
        row.reset()
        row.bind(1, last)
        step()
    }

    /// Goes on to the next row.
    mutating func advance() {
        last = id
        step()
    }

    private mutating func step() {
        id = .max
        switch row.step() {
        case .row: id = row.number(0)
        case .done: break
        case .failed: failure = database.error
        }
    }
}
