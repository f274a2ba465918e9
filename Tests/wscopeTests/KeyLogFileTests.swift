import ByteStreams
import Glibc
import Packets
import TLSDecryption
import Testing

@testable import wscope

struct KeyLogFileTests {
    /// A line of a key log for a connection of its own.
    private func line(_ number: UInt8) -> [UInt8] {
        let random = String(repeating: "0\(number)", count: 32)
        return Array("CLIENT_RANDOM \(random) \(String(repeating: "ab", count: 48))\n".utf8)
    }

    private func append(_ bytes: [UInt8], to path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(number >= 0)
        try #require(write(number, bytes, bytes.count) == bytes.count)
        close(number)
    }

    @Test
    func `a file that does not exist yet is followed from when it does, line by line`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/keys.log"
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        file.follow(into: &keys)
        #expect(keys.count == 0 && file.takeError() == nil)
        _ = try folder.file("keys.log", Array(line(1).dropLast(40)))
        file.follow(into: &keys)
        #expect(keys.count == 0)
        try append(Array(line(1).suffix(40)) + line(2), to: path)
        var shown: [UInt8] = []
        file.follow(into: &keys) { shown += $0.copied }
        #expect(keys.count == 2)
        #expect(shown == line(1).suffix(40) + line(2))
        file.follow(into: &keys) { _ in Issue.record("nothing is new") }
    }

    @Test
    func `a file that is rotated is read to its end, and then the new one`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("keys.log", line(1))
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        file.follow(into: &keys)
        // Written behind the last look, and moved away with it.
        try append(line(2), to: path)
        try #require(rename(path, "\(folder.path)/keys.log.1") == 0)
        _ = try folder.file("keys.log.1", line(1) + line(2))
        _ = try folder.file("keys.log", line(3))
        var shown: [UInt8] = []
        file.follow(into: &keys) { shown += $0.copied }
        #expect(keys.count == 3)
        #expect(shown == line(2) + line(3))
    }

    @Test
    func `a file that is cut short is read anew`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("keys.log", line(1) + line(2))
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        file.follow(into: &keys)
        _ = try folder.file("keys.log", line(3))
        file.follow(into: &keys)
        #expect(keys.count == 3)
    }

    @Test
    func `a FIFO is read whenever somebody writes, and never waited for`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/keys.fifo"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        file.follow(into: &keys)
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        try #require(writer >= 0)
        defer { close(writer) }
        try #require(write(writer, line(1), line(1).count) == line(1).count)
        file.follow(into: &keys)
        #expect(keys.count == 1 && file.takeError() == nil)
        try #require(write(writer, line(2), line(2).count) == line(2).count)
        file.follow(into: &keys)
        #expect(keys.count == 2)
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file without permission is said to be so, once`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("keys.log", line(1))
        chmod(path, 0)
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        for _ in 0..<2 { file.follow(into: &keys) }
        #expect(file.takeError()?.problem.contains("Permission denied") == true)
        #expect(file.takeError() == nil)
        chmod(path, 0o600)
        file.follow(into: &keys)
        #expect(keys.count == 1)
    }

    @Test
    func `a folder is no key log, and is said to be none`() throws {
        let folder = try TemporaryFolder()
        let file = KeyLogFile(path: folder.path)
        var keys = KeyLog()
        file.follow(into: &keys)
        #expect(file.takeError()?.problem.contains("directory") == true)
        do throws(SourceError) {
            try file.readAll(into: &keys, interruption: -1)
            Issue.record("a folder was read")
        } catch {
            #expect(error.problem == "it is a directory")
        }
    }

    @Test
    func `lines that are none are said once, with their number, and the others count`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("keys.log", Array("# comment\nnonsense\n".utf8) + line(1))
        let file = KeyLogFile(path: path)
        var keys = KeyLog()
        try file.readAll(into: &keys, interruption: -1)
        #expect(keys.count == 1)
        let remarks = file.newRemarks()
        #expect(remarks.count == 1)
        #expect(remarks.first?.hasPrefix("\(path): line 2") == true, "\(remarks)")
        #expect(file.newRemarks() == [])
    }

    @Test
    func `a last line without a line feed counts where the file is whole`() throws {
        let folder = try TemporaryFolder()
        let file = KeyLogFile(path: try folder.file("keys.log", line(1) + line(2).dropLast()))
        var keys = KeyLog()
        try file.readAll(into: &keys, interruption: -1)
        #expect(keys.count == 2 && file.newRemarks() == [])
    }
}
