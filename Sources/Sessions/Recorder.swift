package import Dissection
import Glibc

/// Writes traffic into a session file: one writer, a transaction now and then, so that a process that is killed loses the
/// last of them alone.
package struct Recorder: ~Copyable {
    /// Events of one transaction at most.
    private static let mostEvents = 10_000

    private let path: String
    private let database: Database
    private let rows: SessionRows
    private let messageRows: MessageRows
    /// The messages of the batch in hand, and their frame headers.
    private var entries: [MessageRows.Entry] = []
    private var headers: [UInt8] = []
    private var frames = PendingFrames()
    private var times = MessageTimes()
    /// How many messages are recorded, and how many other events.
    private var messages: Int64 = 0
    private var events: Int64 = 0
    private var pending = 0
    /// Why nothing more is recorded; nil while all is well. What is in the file stays.
    package private(set) var failure: SessionError?

    /// Begins a session in a file that is not there yet. `facts` are told in its table `meta`, such as the program and
    /// where the traffic comes from.
    package init(path: String, facts: [(name: String, value: String)]) throws(SessionError) {
        try SessionFile.make(path, facts)
        try self.init(filling: path)
    }

    /// Begins a session in a file that `SessionFile.make` has made, and in which nothing is recorded yet.
    package init(filling path: String) throws(SessionError) {
        let database = try Database(path, .writing)
        try database.run(SessionSchema.settings)
        let rows = try SessionRows(database)
        let messageRows = try MessageRows(database)
        try database.run("BEGIN")
        self.database = database
        self.rows = rows
        self.messageRows = messageRows
        self.path = path
    }

    /// Gives the session up: nothing of it stays.
    package consuming func abandon() {
        let path = path
        _ = consume self
        SessionFile.remove(path)
    }

    /// Adds a batch's events.
    package mutating func record(_ batch: borrowing TrafficBatch) {
        guard failure == nil else { return }
        entries.removeAll(keepingCapacity: true)
        headers.removeAll(keepingCapacity: true)
        for index in 0..<batch.count {
            guard record(batch[index]) else { return stop() }
        }
        guard unsafe messageRows.insert(entries, headers: headers.span.bytes, of: batch) else { return stop() }
        if pending >= Self.mostEvents { commit() }
    }

    private mutating func record(_ event: TrafficEvent) -> Bool {
        switch event {
        case .frame(let frame):
            frames.append(frame)
            return true
        case .message(let message):
            let start = headers.count
            frames.take(message, into: &headers)
            messages += 1
            pending += 1
            entries.append(
                MessageRows.Entry(
                    message: message, id: messages, delta: times.delta(of: message), headers: start..<headers.count))
            return true
        case .finding(let finding): return rows.insert(finding, at: nextPlace())
        case .opened(let opening): return rows.insert(opening, at: nextPlace())
        case .closed(let closing):
            frames.forget(closing.connection)
            times.forget(closing.connection)
            return rows.update(closing, at: nextPlace())
        }
    }

    private mutating func nextPlace() -> EventPlace {
        events += 1
        pending += 1
        return EventPlace(event: events, after: messages)
    }

    /// Makes sure that what was recorded so far stays, whatever happens. Readers see it from now on.
    package mutating func commit() {
        guard failure == nil, pending > 0 else { return }
        do throws(SessionError) {
            try database.run("COMMIT")
            pending = 0
            try database.run("BEGIN")
        } catch {
            stop(error)
        }
    }

    /// Ends the session: everything is in the one file then, unless somebody reads it at the moment.
    package mutating func finish() {
        guard failure == nil else { return }
        do throws(SessionError) {
            try database.run("INSERT OR REPLACE INTO meta VALUES ('ended', 'yes')")
            try database.run("COMMIT")
            pending = 0
            try database.foldIn()
        } catch {
            stop(error)
        }
    }

    private mutating func stop() { stop(database.error) }

    /// Keeps what is committed, and of the transaction at hand what can still be written: it holds whole events.
    private mutating func stop(_ error: SessionError) {
        failure = error
        do throws(SessionError) {
            try database.run("COMMIT")
        } catch {
            try? database.run("ROLLBACK")
        }
    }
}
