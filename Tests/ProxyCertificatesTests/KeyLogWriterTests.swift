import Glibc
import NIOCore
import Testing

@testable import ProxyCertificates

struct KeyLogWriterTests {
    private func text(_ path: String) throws -> String { String(decoding: try Scratch.read(path), as: UTF8.self) }

    @Test
    func `a file is made for its owner alone, and lines are appended`() throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/keys.log"
        let log = try KeyLogWriter(path: path)
        #expect(Scratch.mode(path) == 0o600)
        log.write(ByteBuffer(string: "CLIENT_RANDOM 00 11\n"))
        log.callback(ByteBuffer(string: "CLIENT_RANDOM 22 33"))
        #expect(try text(path) == "CLIENT_RANDOM 00 11\nCLIENT_RANDOM 22 33\n")
        #expect(log.failure == nil)
        #expect(log.path == path)
    }

    @Test
    func `what is there stays, with its mode`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("# mine\n", to: "keys.log", mode: 0o640)
        try KeyLogWriter(path: path).write(ByteBuffer(string: "line\n"))
        #expect(try text(path) == "# mine\nline\n")
        #expect(Scratch.mode(path) == 0o640)
    }

    @Test
    func `lines of many threads stay whole`() async throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/keys.log"
        let log = try KeyLogWriter(path: path)
        let write = log.callback
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let line = String(repeating: "\(index)", count: 200) + "\n"
                    for _ in 0..<100 { write(ByteBuffer(string: line)) }
                }
            }
        }
        let lines = try text(path).split(separator: "\n")
        #expect(lines.count == 800)
        #expect(lines.allSatisfy { $0.count == 200 && Set($0).count == 1 })
    }

    @Test
    func `the first failure is kept`() throws {
        let log = try KeyLogWriter(path: "/dev/full")
        #expect(log.failure == nil)
        log.write(ByteBuffer(string: "line\n"))
        log.write(ByteBuffer(string: "line\n"))
        #expect(log.failure == KeyLogError(file: "/dev/full", reason: "No space left on device"))
        #expect(log.failure?.description == "/dev/full: the key log cannot be written: No space left on device")
    }

    @Test
    func `a line that was written in part ends before the next`() throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/fifo"
        try #require(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(reader >= 0)
        defer { close(reader) }
        let log = try KeyLogWriter(path: path)
        log.write(ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 17))
        #expect(log.failure?.reason == "Resource temporarily unavailable")
        var bytes = [UInt8](repeating: 0, count: 1 << 17)
        let count = read(reader, &bytes, bytes.count)
        #expect(bytes[..<max(0, count)].allSatisfy { $0 == UInt8(ascii: "a") })
        log.write(ByteBuffer(string: "line\n"))
        let rest = read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes[..<max(0, rest)], as: UTF8.self) == "\nline\n")
    }

    @Test
    func `what cannot be opened is an error that names it, and nobody waits`() throws {
        let scratch = try Scratch()
        let fifo = "\(scratch.path)/fifo"
        try #require(mkfifo(fifo, 0o600) == 0)
        #expect(throws: KeyLogError(file: fifo, reason: "nobody reads from it")) { try KeyLogWriter(path: fifo) }
        #expect(throws: KeyLogError(file: scratch.path, reason: "Is a directory")) {
            try KeyLogWriter(path: scratch.path)
        }
        let none = "\(scratch.path)/none/keys.log"
        #expect(throws: KeyLogError(file: none, reason: "No such file or directory")) { try KeyLogWriter(path: none) }
    }
}
