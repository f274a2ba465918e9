import Glibc
import Testing

@testable import ProxyCertificates

struct WholeFileTests {
    @Test(arguments: [0, 1, 16_384, 16_385, 100_000])
    func `all bytes are read, up to the limit`(_ count: Int) throws {
        let scratch = try Scratch()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let path = try scratch.write(bytes, to: "file", mode: 0o640)
        let file = try WholeFile(path, atMost: count)
        #expect(file.bytes == bytes)
        #expect(file.mode == 0o640)
        guard count > 0 else { return }
        #expect(throws: WholeFileError(reason: "it has more than \(count - 1) bytes")) {
            try WholeFile(path, atMost: count - 1)
        }
    }

    @Test
    func `what is not there, and what is no file, is told apart`() throws {
        let scratch = try Scratch()
        #expect(throws: WholeFileError(reason: "No such file or directory", isMissing: true)) {
            try WholeFile("\(scratch.path)/none", atMost: 10)
        }
        #expect(throws: WholeFileError(reason: "it is no regular file")) { try WholeFile(scratch.path, atMost: 10) }
        #expect(throws: WholeFileError(reason: "it is no regular file")) { try WholeFile("/dev/zero", atMost: 10) }
        try #require(mkfifo("\(scratch.path)/fifo", 0o600) == 0)
        #expect(throws: WholeFileError(reason: "it is no regular file")) {
            try WholeFile("\(scratch.path)/fifo", atMost: 10)
        }
    }
}
