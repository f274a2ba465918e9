import Dissection
import TestKit
import Testing

@testable import Sessions

struct SessionReaderTests {
    private func problem(_ path: String) -> String? {
        do throws(SessionError) {
            _ = try SessionReader(path: path)
            return nil
        } catch {
            return error.problem
        }
    }

    private func session(in folder: SessionFolder, _ messages: Int = 30) throws -> String {
        let path = "\(folder.path)/a.wscope"
        var recorder = try Recorder(path: path, program: "1")
        var batch = TrafficBatch()
        var sample = SessionSample(seed: 6)
        sample.fill(&batch, messages: messages)
        recorder.record(batch)
        recorder.finish()
        return path
    }

    @Test func `what is no session is said to be none`() throws {
        let folder = try SessionFolder()
        #expect(problem("\(folder.path)/none")?.contains("cannot be opened") == true)
        #expect(problem(try folder.write("text", Array("hello, this is no database".utf8)))?.contains("no session") == true)
        let other = "\(folder.path)/other.db"
        try Database(other, .writing).run("CREATE TABLE a (b)")
        #expect(problem(other) == "it is an SQLite database, but no session of wscope")
    }

    @Test func `a session of a newer program is refused`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        try Database(path, .writing).run("PRAGMA user_version = 2")
        #expect(problem(path) == "it is a session of version 2, and this program knows version 1")
    }

    @Test func `a session begins with the magic of SQLite`() throws {
        let folder = try SessionFolder()
        _ = try session(in: folder)
        #expect(folder.read("a.wscope").starts(with: SessionReader.magic))
    }

    /// Whatever is in the tables or in the file, reading ends.
    @Test func `no damage stops the program`() throws {
        let folder = try SessionFolder()
        _ = try session(in: folder)
        let whole = folder.read("a.wscope")
        var random = SeededRandom(seed: 11)
        var readable = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 100..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<6, using: &random) == 0 { bytes.removeLast(Int.random(in: 1..<4_000, using: &random)) }
            let path = try folder.write("damaged.wscope", bytes)
            do {
                readable += try ToldLines.session(path).isEmpty ? 0 : 1
            } catch {
                #expect(error is SessionError)
            }
        }
        #expect(readable > 0)
    }

    @Test func `absurd values in the tables are read as far as they mean something`() throws {
        let folder = try SessionFolder()
        let path = try session(in: folder)
        let database = try Database(path, .writing)
        try database.run(
            """
            UPDATE message SET seq = -1, frames = -9223372036854775808, text_length = 9223372036854775807,
                opcode = 99999, direction = 'x', holes = '1+ +2 3+4+5 9+9', doubt = -1, headers = x'00';
            UPDATE connection SET client = 'nowhere', server_port = -70000, request = x'ff00', how = 7, source = NULL
                WHERE source IS NULL;
            UPDATE connection SET client = 'nowhere', server_port = -70000, request = x'ff00', response = x'0a';
            UPDATE finding SET severity = 'loud', seq = 9223372036854775807;
            """)
        #expect(try ToldLines.session(path).count > 40)
    }
}
