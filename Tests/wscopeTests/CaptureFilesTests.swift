import Glibc
import Packets
@testable import wscope
import Testing

struct CaptureFilesTests {
    private func problem(_ name: String, standardInput: Int32 = -1) -> SourceError? {
        var files = CaptureFiles(standardInput: standardInput)
        do throws(SourceError) {
            _ = try files.open(name)
            return nil
        } catch {
            return error
        }
    }

    @Test
    func `what cannot be opened is named, with what to do`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a", [1])
        #expect(problem("\(folder.path)/none")?.problem == "there is no such file")
        #expect(problem("\(file)/none")?.problem == "there is no such file")
        #expect(problem(folder.path)?.problem == "it is a directory")
        #expect(problem("")?.problem == "there is no such file")
        #expect(problem(file) == nil)
        #expect(problem("\(folder.path)/\(String(repeating: "x", count: 300))")?.problem.contains("too long") == true)
    }

    @Test(.enabled(if: getuid() != 0))
    func `a file without permission is named so`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a", [1])
        chmod(file, 0)
        #expect(problem(file)?.problem == "permission denied")
    }

    @Test
    func `standard input is read once`() throws {
        let folder = try TemporaryFolder()
        let number = open(try folder.file("a", [1, 2, 3]), O_RDONLY)
        defer { close(number) }
        var files = CaptureFiles(standardInput: number)
        var source = try files.open("-")
        #expect(drain(&source).bytes == [1, 2, 3])
        #expect(source.size == 3)
        #expect(source.name == "standard input")
        do throws(SourceError) {
            _ = try files.open("-")
            Issue.record("it was opened twice")
        } catch {
            #expect(error.problem == "it is named twice")
        }
    }

    @Test
    func `a terminal is no capture`() throws {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        #expect(problem("-", standardInput: terminal)?.problem == "it is a terminal")
    }
}
