import CaptureKit
import Glibc
import TestKit
import Testing

@testable import Sessions

struct KillTests {
    /// A capture of many small messages on one connection.
    private func capture(in folder: ScratchFolder, messages: Int) throws -> String {
        let path = folder.path + "/long.pcapng"
        var talk = Conversation()
        talk.shakeHands()
        let frames = (0..<messages).map { [0x81, 10] + Array(String(1_000_000_000 + $0).utf8) }
        talk.say(.server, Array(frames.joined()), segment: 6_000)
        talk.end()
        try #require(write(talk.list.pcapng(), to: path))
        return path
    }

    @Test func `after a kill at any moment the session holds a beginning of the traffic, without a hole`() throws {
        let folder = try ScratchFolder()
        let capture = try capture(in: folder, messages: 60_000)
        let whole = try Wscope.run("read", "-q", "--format", "jsonl", capture).output
        var random = SeededRandom(seed: 50)
        var lengths: Set<Int> = []
        for round in 0..<50 {
            let session = "\(folder.path)/\(round).wscope"
            let program = try Wscope.start(["read", "-q", "--only", "connections", "-w", session, capture])
            // It is killed once the log has grown to a size that nobody can foresee.
            let size = Int.random(in: 0..<9_000_000, using: &random)
            while Self.size(session) + Self.size(session + "-wal") < size, !program.isOver {}
            program.send(SIGKILL)
            _ = program.end()
            guard access(session, F_OK) == 0 else { continue }
            let told = try Wscope.run("read", "-q", "--format", "jsonl", session)
            #expect(told.exitCode == 0, "\(told.errorText)")
            #expect(whole.starts(with: told.output), "kill \(round)")
            lengths.insert(told.output.count)
            let check = try Database(session, .writing).prepare("PRAGMA integrity_check")
            #expect(check.step() == .row && check.text(0) == "ok")
            for ending in ["", "-wal", "-shm"] { unlink(session + ending) }
        }
        #expect(lengths.count > 10)
        #expect(folder.names.filter { $0.hasSuffix("~") || $0.contains("wscope") }.count <= 2)
    }

    @Test func `where nothing more can be written, recording stops with a loud word, and what is recorded stays`()
        throws
    {
        let folder = try ScratchFolder()
        let capture = try capture(in: folder, messages: 20_000)
        let whole = try Wscope.run("read", "-q", "--format", "jsonl", capture).output
        let session = folder.path + "/full.wscope"
        // No file may grow beyond so many blocks of 512 or 1,024 bytes.
        let script = #"ulimit -f 1500 && exec "$0" read -q --format jsonl -w "$1" "$2""#
        let program = try #require(Program("/bin/sh", ["-c", script, Wscope.path, session, capture]))
        let end = program.end()
        #expect(end.exitCode == 3)
        #expect(end.errorText.contains("NOTHING FURTHER IS RECORDED"))
        #expect(end.output == whole)
        let told = try Wscope.run("read", "-q", "--format", "jsonl", session)
        #expect(told.exitCode == 0, "\(told.errorText)")
        #expect(whole.starts(with: told.output) && !told.output.isEmpty)
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
