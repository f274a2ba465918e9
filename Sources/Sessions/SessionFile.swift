import Glibc

/// Session files as files: how they come into being and are recognised.
package enum SessionFile {
    /// The first bytes of every SQLite file, and so of a session.
    package static let magic = Array("SQLite format 3\0".utf8)

    /// Makes an empty session that only its owner may read. It appears under its name with all its tables, or not at all;
    /// a file that is there already is never written over.
    package static func make(_ path: String, _ facts: [(name: String, value: String)]) throws(SessionError) {
        if unsafe access(path, F_OK) != 0 { try refuseLeftovers(beside: path) }
        let unfinished = "\(path).\(getpid())~"
        let descriptor = unsafe open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotMake(path) }
        close(descriptor)
        defer { remove(unfinished) }
        do {
            let database = try Database(unfinished, .writing)
            // The file is in WAL mode from the moment it has its name, so that no change of modes can be cut short.
            try database.run("PRAGMA page_size = \(SessionSchema.pageSize); PRAGMA journal_mode = WAL")
            try database.run(SessionSchema.tables)
            let fact = try database.prepare("INSERT INTO meta VALUES (?1, ?2)")
            for (name, value) in facts {
                fact.bind(1, name)
                fact.bind(2, value)
                guard fact.run() else { throw database.error }
            }
        }
        guard unsafe link(unfinished, path) != 0 else { return }
        // Some file systems have no links.
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno), unsafe access(path, F_OK) != 0,
            unsafe rename(unfinished, path) == 0
        else { throw cannotMake(path) }
    }

    /// Removes a session with all that SQLite keeps beside it.
    package static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { _ = unsafe unlink(path + ending) }
    }

    /// Bytes of a session with all that SQLite keeps beside it.
    package static func size(_ path: String) -> UInt64 {
        ["", "-wal"].reduce(0) { sum, ending in
            var status = stat()
            guard unsafe stat(path + ending, &status) == 0 else { return sum }
            return sum &+ UInt64(clamping: status.st_size)
        }
    }

    /// Refuses a place where another session of that name has left its log: SQLite would take it for the new one's.
    package static func refuseLeftovers(beside path: String) throws(SessionError) {
        for ending in ["-wal", "-journal"] where unsafe access(path + ending, F_OK) == 0 {
            throw SessionError(
                file: path, problem: "\(path)\(ending) is there, which belongs to another session of that name",
                advice: "choose another name, or move that file away")
        }
    }

    private static func cannotMake(_ path: String) -> SessionError {
        guard errno != EEXIST else {
            return SessionError(
                file: path, problem: "it is there already", advice: "remove it, or choose another name")
        }
        return SessionError(
            file: path, problem: "it cannot be made (\(unsafe String(cString: strerror(errno))))",
            advice: "choose another place")
    }

    /// Opens a session for reading. One of an older version is brought up to date on a copy, which is gone with its
    /// database; one of a newer version is refused.
    static func reading(
        _ path: String, _ migration: SessionMigration = .current
    ) throws(SessionError) -> Database {
        let database = try readable(path)
        guard try database.number("PRAGMA application_id") == Int64(SessionSchema.applicationID) else {
            throw SessionError(
                file: path, problem: "it is an SQLite database, but no session of wscope",
                advice: "name a file that `-w` has written")
        }
        // A table that is a view may be endless.
        let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ("
        guard try database.number(tables + SessionSchema.names + ")") == 5 else {
            throw SessionError(
                file: path, problem: "it lacks tables of a session", advice: "read a copy that is not damaged")
        }
        let version = try database.number("PRAGMA user_version")
        if version == migration.version { return database }
        guard version >= 1, version < migration.version else {
            throw SessionError(
                file: path,
                problem:
                    "it is a session of version \(version), and this program knows versions up to \(migration.version)",
                advice: "read it with a newer wscope")
        }
        return try migration.updatedCopy(of: database, from: version)
    }

    /// A database that can be read. One whose writer was killed while it changed the file itself is mended first, which
    /// takes writing.
    private static func readable(_ path: String) throws(SessionError) -> Database {
        let database = try Database(path, .reading)
        do throws(SessionError) {
            _ = try database.number("PRAGMA user_version")
            return database
        } catch {
            guard database.isToBeMended else { throw error }
            _ = try Database(path, .writing).number("PRAGMA user_version")
            return try Database(path, .reading)
        }
    }

    /// Whether a file is a session, or at least an SQLite database, by its first bytes.
    package static func isDatabase(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var bytes = [UInt8](repeating: 0, count: magic.count)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        return count == bytes.count && bytes == magic
    }
}
