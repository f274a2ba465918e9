import Glibc
import Packets
import Testing

@testable import wscope

struct FileDescriptorTests {
    private func expectReady(
        _ file: borrowing FileDescriptor, _ expected: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let isReady = file.isReady
        #expect(isReady == expected, sourceLocation: sourceLocation)
    }

    @Test
    func `a pipe gives what is at hand, has no size, and ends`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        var file = try FileDescriptor.borrowed(ends[0], named: "standard input")
        var memory = [UInt8](repeating: 0, count: 100)
        write(ends[1], [1, 2, 3] as [UInt8], 3)
        #expect(try memory.withUnsafeMutableBytes { try file.read(into: $0) } == 3)
        #expect(memory[..<3] == [1, 2, 3])
        #expect(file.size == nil)
        #expect(file.consumed == 3)
        close(ends[1])
        #expect(try memory.withUnsafeMutableBytes { try file.read(into: $0) } == 0)
    }

    @Test
    func `a pipe is ready when it has bytes or has ended, and a file always`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let file = try FileDescriptor.borrowed(ends[0], named: "standard input")
        expectReady(file, false)
        write(ends[1], [1] as [UInt8], 1)
        expectReady(file, true)
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 1)
        expectReady(file, false)
        close(ends[1])
        expectReady(file, true)
        let folder = try TemporaryFolder()
        let regular = try FileDescriptor.opened(folder.file("a", []))
        expectReady(regular, true)
    }

    @Test
    func `an interruption ends the waiting for a pipe, and not the reading of what is there`() throws {
        var ends: [Int32] = [0, 0]
        var interruption: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0 && pipe(&interruption) == 0)
        defer { for end in ends + interruption { close(end) } }
        var file = try FileDescriptor.borrowed(ends[0], named: "standard input", interruption: interruption[0])
        write(ends[1], [5] as [UInt8], 1)
        write(interruption[1], [1] as [UInt8], 1)
        var memory: [UInt8] = [0, 0]
        #expect(try memory.withUnsafeMutableBytes { try file.read(into: $0) } == 1)
        do {
            _ = try memory.withUnsafeMutableBytes { try file.read(into: $0) }
            Issue.record("it went on waiting")
        } catch {
            #expect(error as? SourceError == FileDescriptor.interrupted("standard input"))
        }
    }

    @Test
    func `a pipe that does not block is waited for`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        defer { close(ends[0]) }
        let writer = ends[1]
        var file = try FileDescriptor.borrowed(ends[0], named: "standard input")
        var thread = pthread_t()
        let argument = UnsafeMutableRawPointer(bitPattern: Int(writer))
        let started = pthread_create(
            &thread, nil,
            { argument in
                write(Int32(Int(bitPattern: argument)), [7] as [UInt8], 1)
                return nil
            }, argument)
        try #require(started == 0)
        var memory: [UInt8] = [0, 0]
        #expect(try memory.withUnsafeMutableBytes { try file.read(into: $0) } == 1)
        #expect(memory[0] == 7)
        pthread_join(thread, nil)
        close(writer)
    }

    @Test
    func `a read that fails names the file and what to do`() throws {
        let folder = try TemporaryFolder()
        let number = open(try folder.file("a", [1]), O_WRONLY)
        defer { close(number) }
        var file = try FileDescriptor.borrowed(number, named: "a.pcap")
        var memory: [UInt8] = [0]
        do {
            _ = try memory.withUnsafeMutableBytes { try file.read(into: $0) }
            Issue.record("a file open for writing was read")
        } catch {
            let failure = try #require(error as? SourceError)
            #expect(failure.file == "a.pcap")
            #expect(failure.problem.hasPrefix("it cannot be read ("))
        }
    }
}
