import CSQLite
import Glibc

/// An open SQLite database, used by one thread at a time. Statements must not outlive it.
@safe final class Database {
    /// How it is opened.
    enum Access {
        /// Made anew where it is not there.
        case writing
        /// Only read, perhaps while another process writes it.
        case reading
    }

    private let handle: OpaquePointer
    private let path: String

    /// Opens a file.
    init(_ path: String, _ access: Access) throws(SessionError) {
        _ = Self.isConfigured
        var opened: OpaquePointer?
        let flags =
            access == .writing
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            : SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        // SQLite has a meaning of its own for names such as `:memory:` and `file:a`.
        let result = unsafe sqlite3_open_v2(path.hasPrefix("/") ? path : "./" + path, &opened, flags, nil)
        guard let opened = unsafe opened else {
            throw SessionError(file: path, problem: "it cannot be opened", advice: "free some memory")
        }
        guard result == SQLITE_OK else {
            let error = unsafe Self.error(opened, path)
            unsafe sqlite3_close_v2(opened)
            throw error
        }
        unsafe handle = opened
        self.path = path
        unsafe sqlite3_busy_timeout(handle, 5_000)
        unsafe csqlite_distrust(handle, Int32(Self.largestValue))
        // What is being written is written to its end.
        if access == .reading { unsafe SessionInterruption.watch(handle) }
    }

    /// Bytes of a value that is read or written, at most.
    private static let largestValue = MessageRows.largestPayload + (1 << 20)

    deinit {
        unsafe sqlite3_close_v2(handle)
    }

    /// Counting its memory costs SQLite a quarter of its time.
    private static let isConfigured = csqlite_configure() == SQLITE_OK

    /// Runs statements that give no rows.
    func run(_ text: String) throws(SessionError) {
        guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw error }
    }

    /// Makes a statement ready.
    func prepare(_ text: String) throws(SessionError) -> Statement {
        var statement: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let result = unsafe sqlite3_prepare_v3(handle, text, -1, flags, &statement, nil)
        guard result == SQLITE_OK, let statement = unsafe statement else { throw error }
        return unsafe Statement(statement)
    }

    /// Moves what is in the write-ahead log into the file, and removes the log where nobody else has the file open.
    func foldIn() throws(SessionError) {
        try run("PRAGMA wal_checkpoint(PASSIVE)")
        unsafe sqlite3_busy_timeout(handle, 100)
        defer { unsafe sqlite3_busy_timeout(handle, 5_000) }
        // A reader may have the file open: then the log stays beside it until the last of them is gone.
        try? run("PRAGMA journal_mode = DELETE")
    }

    /// The one number that a query gives; 0 where it gives none.
    func number(_ query: String) throws(SessionError) -> Int64 {
        let statement = try prepare(query)
        switch statement.step() {
        case .row: return statement.number(0)
        case .done: return 0
        case .failed: throw error
        }
    }

    /// The one number that a statement gives; 0 where it gives none.
    func number(of statement: Statement) throws(SessionError) -> Int64 {
        defer { statement.reset() }
        switch statement.step() {
        case .row: return statement.number(0)
        case .done: return 0
        case .failed: throw error
        }
    }

    /// Shows every row of a statement to `body`; the statement is ready for the next run then, however this ends.
    func forEachRow(of statement: Statement, _ body: (Statement) -> Void) throws(SessionError) {
        defer { statement.reset() }
        while true {
            switch statement.step() {
            case .row: body(statement)
            case .done: return
            case .failed: throw error
            }
        }
    }

    /// Reads what is in the file at one moment, however often somebody writes to it meanwhile.
    func atOneMoment(_ body: () throws(SessionError) -> Void) throws(SessionError) {
        try run("BEGIN")
        defer { try? run("COMMIT") }
        try body()
    }

    /// Shows the first bytes of a long value, without those behind them being read, to `body`.
    func withPrefix(
        of column: String, of table: String, row: Int64, count: Int, _ body: (RawSpan) -> Void
    ) throws(SessionError) {
        var blob: OpaquePointer?
        guard unsafe sqlite3_blob_open(handle, "main", table, column, row, 0, &blob) == SQLITE_OK else { throw error }
        defer { unsafe sqlite3_blob_close(blob) }
        let count = min(max(0, count), Int(unsafe sqlite3_blob_bytes(blob)))
        var result = SQLITE_OK
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            result = unsafe sqlite3_blob_read(blob, buffer.baseAddress, Int32(clamping: count), 0)
            initialized = result == SQLITE_OK ? count : 0
        }
        guard result == SQLITE_OK else { throw error }
        unsafe body(bytes.span.bytes)
    }

    /// Whether the last failure was that reading needs the file to be mended first.
    var isToBeMended: Bool { unsafe sqlite3_errcode(handle) & 0xff == SQLITE_READONLY }

    /// What the last failure was.
    var error: SessionError { unsafe Self.error(handle, path) }

    private static func error(_ handle: OpaquePointer, _ path: String) -> SessionError {
        let words = unsafe String(cString: sqlite3_errmsg(handle))
        switch unsafe sqlite3_errcode(handle) & 0xff {
        case SQLITE_FULL:
            return SessionError(
                file: path, problem: "the disk is full", advice: "free some space, or record elsewhere")
        case SQLITE_CANTOPEN:
            let hasLog = unsafe access(path + "-wal", F_OK) == 0
            return SessionError(
                file: path, problem: "it cannot be opened",
                advice: hasLog
                    ? "its recording was not ended: copy it and \(path)-wal to a folder where you may write"
                    : "check that it exists, and that you may read its folder, and write there to record")
        case SQLITE_INTERRUPT:
            return SessionError(file: path, problem: "reading was interrupted", advice: "start again")
        case SQLITE_NOTADB, SQLITE_CORRUPT:
            return SessionError(
                file: path, problem: "it is no session, or damaged (\(words))",
                advice: "`sqlite3 FILE .recover` may save what is left of it")
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return SessionError(file: path, problem: "it may not be written", advice: "choose another place")
        case SQLITE_BUSY, SQLITE_LOCKED:
            return SessionError(
                file: path, problem: "another program has locked it", advice: "end that program, or wait for it")
        default:
            return SessionError(file: path, problem: words, advice: "check the disk, or choose another place")
        }
    }
}
