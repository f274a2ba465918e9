/// The tables of a session file. Other tools may read them: the README documents them.
enum SessionSchema {
    /// `application_id` of the file's header: the letters `wscp`.
    static let applicationID = 0x7773_6370
    /// `user_version` of the file's header. A change of the tables is a new version.
    static let version = 1

    /// The names of the tables, as SQL lists them.
    static let names = "'meta', 'connection', 'message', 'payload', 'finding'"

    /// Bytes of a page of the file.
    static let pageSize = 8_192

    /// How a file is written: other processes read it meanwhile, and a process that is killed loses its last transaction
    /// alone.
    static let settings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -8192;
        PRAGMA temp_store = MEMORY;
        """

    /// Makes the tables of an empty file.
    ///
    /// Messages are numbered without gaps in the order in which they ended, so that any stretch of them is found at once.
    /// Everything else that happened has a number of its own (`event`, `close_event`, `finding.id`), and says with `after`
    /// behind which message it happened. The columns that are asked for most stand first, since SQLite reads a row from its
    /// beginning.
    static let tables = """
        BEGIN;
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE connection (
            id INTEGER PRIMARY KEY, event INTEGER NOT NULL, after INTEGER NOT NULL, time INTEGER NOT NULL,
            client TEXT NOT NULL, client_port INTEGER NOT NULL, server TEXT NOT NULL, server_port INTEGER NOT NULL,
            source TEXT NOT NULL, url TEXT, host TEXT, path TEXT, status INTEGER, subprotocol TEXT,
            handshake_ns INTEGER, stream INTEGER, confidence REAL, has_handshake INTEGER NOT NULL,
            request BLOB, response BLOB,
            tls INTEGER NOT NULL, tls_version TEXT, tls_cipher TEXT, sni TEXT, alpn TEXT, certificate_names TEXT,
            close_event INTEGER, close_after INTEGER, close_time INTEGER, how TEXT, closed_by INTEGER, code INTEGER,
            client_messages INTEGER, server_messages INTEGER, client_bytes INTEGER, server_bytes INTEGER);
        CREATE TABLE message (
            id INTEGER PRIMARY KEY, opcode INTEGER NOT NULL, length INTEGER, direction INTEGER NOT NULL,
            conn INTEGER NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, delta INTEGER,
            wire_length INTEGER NOT NULL, frames INTEGER NOT NULL, compressed INTEGER NOT NULL, text_length INTEGER,
            capped INTEGER NOT NULL, code INTEGER, answers INTEGER, rtt INTEGER,
            missing INTEGER, holes TEXT, incomplete INTEGER, doubt INTEGER, headers BLOB);
        CREATE TABLE payload (message INTEGER PRIMARY KEY, bytes BLOB NOT NULL, wire BLOB);
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY, after INTEGER NOT NULL, conn INTEGER NOT NULL, seq INTEGER, time INTEGER NOT NULL,
            severity TEXT NOT NULL, rule TEXT NOT NULL, section TEXT NOT NULL, law TEXT NOT NULL,
            detail TEXT NOT NULL);
        COMMIT;
        """
}
