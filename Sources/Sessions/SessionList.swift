package import Dissection
import Glibc

/// A session as lists of which any stretch is read at once, whatever its length, by one thread. Another thread or process may
/// be writing the session: every call sees what is committed at the moment, and leaves nothing open behind it that would keep
/// the writer from folding its log into the file.
package final class SessionList {
    let database: Database
    let statements: ListStatements
    /// Findings that were counted, and the number of the last of them: only later ones are counted anew.
    var counted: (findings: Int64, last: Int64) = (0, -1)
    private let path: String

    /// Opens a session.
    package init(path: String) throws(SessionError) {
        self.path = path
        database = try SessionFile.reading(path)
        statements = try ListStatements(database)
    }

    /// How many messages are recorded at the moment: their numbers are 1 to this.
    package func count() throws(SessionError) -> Int64 {
        try database.number(of: statements.lastMessage)
    }

    /// Adds the messages with these numbers to a batch, without their payloads.
    package func read(_ numbers: ClosedRange<Int64>, into batch: inout TrafficBatch) throws(SessionError) {
        let window = statements.window
        window.bind(1, numbers.lowerBound)
        window.bind(2, numbers.upperBound)
        try database.forEachRow(of: window) { row in
            SessionQueries.tellMessage(row, withFrames: false, into: &batch)
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
        try database.forEachRow(of: query) { found.append($0.number(0)) }
        return found
    }

    /// A number that changes whenever somebody else has committed something.
    package func version() throws(SessionError) -> Int64 {
        try database.number(of: statements.version)
    }

    /// Whether the recording was ended in order, so that nothing more comes.
    package var isEnded: Bool {
        (try? database.number(of: statements.ended)) == 1
    }

    /// Bytes of the session's file, and of the log that stands beside it while it is written.
    package var fileSize: UInt64 {
        ["", "-wal"].reduce(0) { sum, ending in
            var status = stat()
            guard unsafe stat(path + ending, &status) == 0 else { return sum }
            return sum &+ UInt64(clamping: status.st_size)
        }
    }
}

/// The statements of a session's lists.
struct ListStatements {
    let lastMessage: Statement
    let lastConnection: Statement
    let version: Statement
    let ended: Statement
    let window: Statement
    let preview: Statement
    let whole: Statement
    let scan: Statement
    let connection: Statement
    let findingCount: Statement
    let finding: Statement
    let findingFacts: Statement
    let nextFindings: Statement
    let lastFinding: Statement
    let stretch: Statement
    let ofConnection: Statement
    let bySeq: Statement

    init(_ database: Database) throws(SessionError) {
        lastMessage = try database.prepare("SELECT max(id) FROM message")
        lastConnection = try database.prepare("SELECT max(id) FROM connection")
        version = try database.prepare("PRAGMA data_version")
        ended = try database.prepare("SELECT count(*) FROM meta WHERE name = 'ended'")
        window = try database.prepare(SessionQueries.window)
        preview = try database.prepare(ListQueries.preview)
        whole = try database.prepare(ListQueries.whole)
        scan = try database.prepare(ListQueries.scan)
        connection = try database.prepare(ListQueries.connection)
        findingCount = try database.prepare("SELECT count(*), max(id) FROM finding WHERE id > ?1")
        finding = try database.prepare(SessionQueries.finding)
        findingFacts = try database.prepare(ListQueries.findingFacts)
        nextFindings = try database.prepare(SessionQueries.nextFindings)
        lastFinding = try database.prepare("SELECT max(id) FROM finding")
        stretch = try database.prepare("SELECT after, close_after FROM connection WHERE id = ?1")
        ofConnection = try database.prepare(ListQueries.ofConnection)
        bySeq = try database.prepare(ListQueries.bySeq)
    }
}
