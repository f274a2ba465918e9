import Glibc
import Packets
@testable import wscope
import TestKit
import Testing

struct SourceBytesTests {
    private func open(_ bytes: [UInt8], _ body: (inout SourceBytes) throws -> Void) throws {
        let folder = try TemporaryFolder()
        var files = CaptureFiles()
        var source = try files.open(folder.file("a", bytes))
        try body(&source)
    }

    /// Writes the pieces into a pipe, all of which fit into it.
    private func pipeOf(_ chunks: [[UInt8]], _ body: (inout SourceBytes) throws -> Void) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        for chunk in chunks { try #require(write(ends[1], chunk, chunk.count) == chunk.count) }
        close(ends[1])
        var files = CaptureFiles(standardInput: ends[0])
        var source = try files.open("-")
        try body(&source)
    }

    @Test
    func `a file comes as it is, and compressed data inflated, from files and pipes`() throws {
        let plain = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 >> 4) }
        let compressed = try gzip(plain)
        for stored in [plain, compressed] {
            for room in [2, 100, 100_000] {
                try open(stored) { source in
                    #expect(drain(&source, room: room).bytes == plain)
                    #expect(source.consumed == UInt64(stored.count))
                    #expect(source.size == UInt64(stored.count))
                    #expect(source.remark == nil)
                }
                try pipeOf([stored]) { source in
                    #expect(drain(&source, room: room).bytes == plain)
                    #expect(source.consumed == UInt64(stored.count))
                    #expect(source.size == nil)
                }
            }
        }
    }

    @Test(arguments: [[UInt8](), [0x1f], [0x1f, 0x8c], [1], [0x8b, 0x1f]])
    func `short and similar beginnings are not taken for gzip`(_ bytes: [UInt8]) throws {
        try open(bytes) { source in
            #expect(drain(&source).bytes == bytes)
        }
        try pipeOf(bytes.map { [$0] }) { source in
            #expect(drain(&source).bytes == bytes)
        }
    }

    @Test
    func `damaged compressed data gives what comes before, and then an error`() throws {
        let plain = Array("one and two and three and four".utf8)
        let compressed = try gzip(plain)
        try open(Array(compressed.dropLast(3))) { source in
            let (bytes, error) = drain(&source)
            #expect(bytes == plain)
            #expect(error?.problem == "the compressed data ends too early, after \(compressed.count - 3) bytes")
        }
        var wrong = compressed
        wrong[wrong.count - 8] ^= 1
        try open(wrong) { source in
            let (bytes, error) = drain(&source)
            #expect(bytes == plain)
            #expect(error?.problem.contains("incorrect data check") == true)
        }
        try open(compressed + [1, 2, 3]) { source in
            let (bytes, error) = drain(&source)
            #expect(bytes == plain)
            #expect(error == nil)
            #expect(source.remark?.contains("were ignored") == true)
        }
    }

    @Test
    func `a compressed capture that is cut short gives its packets and then the error`() throws {
        let header: [UInt8] =
            [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8) + [255, 255, 0, 0, 1, 0, 0, 0]
        let record: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 8, 9]
        let folder = try TemporaryFolder()
        let name = try folder.file("a.pcap.gz", Array(gzip(header + record + record).dropLast(8)))
        var files = CaptureFiles()
        var reader = SavefileReader(try files.open(name), named: name)
        #expect(try reader.next()?.number == 1)
        #expect(try reader.next()?.number == 2)
        do throws(SavefileError) {
            _ = try reader.next()
            Issue.record("the cut went unnoticed")
        } catch {
            #expect(error.description.contains("a.pcap.gz: the compressed data ends too early"))
            #expect(error.packetsBefore == 2)
        }
    }
}
