import Glibc

/// How sessions of older versions become such of the present one. The files themselves stay as they are.
struct SessionMigration {
    /// The steps that this program knows; version 1 is the first.
    static let current = SessionMigration(steps: [])

    /// The SQL that makes version 2 of version 1, then that which makes version 3 of version 2, and so on.
    let steps: [String]

    /// The version that all steps lead to.
    var version: Int64 { Int64(steps.count + 1) }

    /// A copy that is up to date of a session of an older version.
    func updatedCopy(of database: Database, from version: Int64) throws(SessionError) -> Database {
        let folder = try Self.temporaryFolder()
        defer { _ = unsafe rmdir(folder) }
        let path = "\(folder)/session"
        defer { _ = unsafe unlink(path) }
        let copying = try database.prepare("VACUUM INTO ?1")
        copying.bind(1, path)
        guard copying.run() else { throw database.error }
        let copy = try Database(path, .writing)
        // The file has no name any more once it is open: its journal stays in memory.
        try copy.run("PRAGMA journal_mode = MEMORY; BEGIN")
        for step in steps.dropFirst(Int(version - 1)) { try copy.run(step) }
        try copy.run("PRAGMA user_version = \(self.version); COMMIT")
        return copy
    }

    private static func temporaryFolder() throws(SessionError) -> String {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp"
        var template = Array("\(parent)/wscope-XXXXXX".utf8CString)
        guard let folder = unsafe mkdtemp(&template) else {
            throw SessionError(
                file: parent, problem: "no folder can be made in it (\(unsafe String(cString: strerror(errno))))",
                advice: "name another one in the environment's TMPDIR")
        }
        return unsafe String(cString: folder)
    }
}
