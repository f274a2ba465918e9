import Dissection
import Testing

@testable import Sessions

struct SessionFileTests {
    private func problem(_ path: String) -> String? {
        do throws(SessionError) {
            _ = try SessionFile.reading(path)
            return nil
        } catch {
            return error.problem
        }
    }

    private func session(in folder: SessionFolder) throws -> String {
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, facts: [])
        recorder.finish()
        return path
    }

    @Test func `what is no session is said to be none`() throws {
        let folder = try SessionFolder()
        #expect(problem("\(folder.path)/none")?.contains("cannot be opened") == true)
        #expect(
            problem(try folder.write("text", Array("hello, this is no database".utf8)))?.contains("no session") == true)
        let other = "\(folder.path)/other.db"
        try Database(other, .writing).run("CREATE TABLE a (b)")
        #expect(problem(other) == "it is an SQLite database, but no session of wscope")
    }

    @Test func `a session of a newer program is refused`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        try Database(path, .writing).run("PRAGMA user_version = 2")
        #expect(problem(path) == "it is a session of version 2, and this program knows versions up to 1")
    }

    @Test func `a session begins with the magic of SQLite`() throws {
        let folder = try SessionFolder()
        _ = try session(in: folder)
        #expect(folder.read("a.wscope").starts(with: SessionFile.magic))
    }

    @Test func `a session appears with all its tables, or not at all`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        try SessionFile.make(path, [("source", "x.pcap"), ("program", "wscope 1")])
        #expect(folder.names == ["a.wscope"])
        let database = try SessionFile.reading(path)
        #expect(try database.number("SELECT count(*) FROM meta") == 2)
        #expect(
            throws: SessionError(
                file: path, problem: "it is there already", advice: "remove it, or choose another name")
        ) {
            try SessionFile.make(path, [])
        }
        #expect(folder.names.allSatisfy { ["a.wscope", "a.wscope-shm", "a.wscope-wal"].contains($0) })
    }

    @Test func `only regular files that begin as SQLite does are taken for databases`() throws {
        let folder = try SessionFolder()
        #expect(SessionFile.isDatabase(try session(in: folder)))
        #expect(!SessionFile.isDatabase("/dev/null") && !SessionFile.isDatabase(folder.path))
        #expect(!SessionFile.isDatabase("\(folder.path)/none"))
        #expect(!SessionFile.isDatabase(try folder.write("short", Array("SQLite".utf8))))
    }

    @Test func `a log of another session beside it is never taken for its own`() throws {
        let folder = try SessionFolder()
        let path = "\(folder.path)/a.wscope"
        _ = try folder.write("a.wscope-wal", [1])
        #expect(throws: SessionError.self) { try SessionFile.make(path, []) }
        #expect(folder.names == ["a.wscope-wal"])
    }

    @Test func `tables that are views are refused`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        try Database(path, .writing).run(
            "DROP TABLE payload; CREATE VIEW payload AS SELECT 1 AS message, x'00' AS bytes")
        #expect(problem(path) == "it lacks tables of a session")
    }

    @Test func `names that SQLite would take for something else are files`() throws {
        let folder = try SessionFolder()
        let name = "file:\(folder.path.split(separator: "/").last ?? "")?mode=memory"
        #expect(throws: SessionError.self) { _ = try Database(name, .reading) }
        SessionFile.remove(try session(in: folder))
        #expect(folder.names == [])
    }

    @Test func `a file whose writer was killed while it changed the file itself is mended`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        let writer = try Database(path, .writing)
        // A page that does not fit the cache is written before its transaction ends: file and journal are as after a kill.
        try writer.run(
            """
            PRAGMA cache_size = 1; BEGIN; INSERT INTO payload VALUES (1, zeroblob(3000000), NULL);
            UPDATE meta SET value = 'changed';
            """)
        let copy = try folder.write("copy.wscope", folder.read("a.wscope"))
        _ = try folder.write("copy.wscope-journal", folder.read("a.wscope-journal"))
        let database = try SessionFile.reading(copy)
        #expect(try database.number("SELECT count(*) FROM payload") == 0)
        #expect(try database.number("SELECT value = 'yes' FROM meta WHERE name = 'ended'") == 1)
    }
}
