package import Dissection
import Glibc

/// Writes traffic into a session file: one writer, a transaction now and then, so that a process that is killed loses the
/// last of them alone.
package struct Recorder: ~Copyable {
    /// Events of one transaction at most.
    private static let mostEvents = 10_000

    private let database: Database
    private let rows: SessionRows
    private let messageRows: MessageRows
    /// The messages of the batch in hand, and their frame headers.
    private var entries: [MessageRows.Entry] = []
    private var headers: [UInt8] = []
    private var frames = PendingFrames()
    /// The place of the next event among all.
    private var nextEvent: Int64 = 0
    private var pending = 0
    /// Why nothing more is recorded; nil while all is well. What is in the file stays.
    package private(set) var failure: SessionError?

    /// Begins a session in a file that is not there yet. `version` is that of the program.
    package init(path: String, program version: String) throws(SessionError) {
        try Self.make(path)
        let database = try Database(path, .writing)
        try database.run(SessionSchema.settings)
        try database.run(SessionSchema.tables)
        try database.run("INSERT INTO meta VALUES ('program', 'wscope \(version)')")
        let rows = try SessionRows(database)
        let messageRows = try MessageRows(database)
        try database.run("BEGIN")
        self.database = database
        self.rows = rows
        self.messageRows = messageRows
    }

    /// Makes a file that only its owner may read; one that is there already is never written over.
    private static func make(_ path: String) throws(SessionError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else {
                throw SessionError(
                    file: path, problem: "it is there already", advice: "remove it, or choose another name")
            }
            throw SessionError(
                file: path, problem: "it cannot be made (\(unsafe String(cString: strerror(errno))))",
                advice: "choose another place")
        }
        close(descriptor)
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
        let place = nextEvent
        nextEvent += 1
        pending += 1
        switch event {
        case .message(let message):
            let start = headers.count
            frames.take(message, into: &headers)
            entries.append(MessageRows.Entry(message: message, event: place, headers: start..<headers.count))
            return true
        case .frame(let frame):
            frames.append(frame)
            return true
        case .finding(let finding): return rows.insert(finding, at: place)
        case .opened(let opening): return rows.insert(opening, at: place)
        case .closed(let closing):
            frames.forget(closing.connection)
            return rows.update(closing, at: place)
        }
    }

    /// Makes sure that what was recorded so far stays, whatever happens. Readers see it from now on.
    package mutating func commit() {
        guard failure == nil, pending > 0 else { return }
        do throws(SessionError) {
            try database.run("COMMIT; BEGIN")
            pending = 0
        } catch {
            stop(error)
        }
    }

    /// Ends the session: everything is in the one file then.
    package mutating func finish() {
        guard failure == nil else { return }
        do throws(SessionError) {
            try database.run("COMMIT")
            try database.run("PRAGMA journal_mode = DELETE")
        } catch {
            stop(error)
        }
    }

    private mutating func stop() { stop(database.error) }

    private mutating func stop(_ error: SessionError) {
        failure = error
        // What the transaction holds is whole events, and may still be written.
        try? database.run("COMMIT")
    }
}
