import CaptureKit
import Glibc
import TestKit
import Testing

struct OutputTests {
    @Test(arguments: ["txt", "jsonl", "csv", "har", "log", "pcapng"])
    func `a file's ending names the format, and standard output gets the same`(_ ending: String) throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("closes").path
        let output = "\(folder.path)/out.\(ending)"
        let written = try Wscope.run("export", "-q", path, "-o", output)
        #expect(written.exitCode == 0 && written.output.isEmpty, "\(written.errorText)")
        let format = ["txt": "text", "log": "zeek"][ending] ?? ending
        let piped = try Wscope.run("export", "-q", path, "--format", format, "-o", "-")
        let isTime: (Substring) -> Bool = { $0.hasPrefix("#open") || $0.hasPrefix("#close") }
        let text = String(decoding: contents(of: output) ?? [], as: UTF8.self).split(separator: "\n")
        #expect(text.filter { !isTime($0) } == piped.lines.filter { !isTime($0) } && !text.isEmpty)
        #expect(folder.names == ["out.\(ending)"])
    }

    @Test func `a file that is there stays until the new one is complete`() throws {
        let folder = try ScratchFolder()
        let output = folder.path + "/out.jsonl"
        try #require(write(Array("old\n".utf8), to: output))
        #expect(try Wscope.run("export", "-q", "/nowhere/at.all", "-o", output).exitCode == 3)
        #expect(contents(of: output) == [])
        try #require(write(Array("old\n".utf8), to: output))
        let script = #"ulimit -f 1 && exec "$0" export -q "$1" -o "$2""#
        let arguments = ["-c", script, Wscope.path, try CaptureFile.named("many").path, output]
        let failed = try #require(Program("/bin/sh", arguments)).end()
        #expect(failed.exitCode == 3 && failed.errorText.contains("it cannot be written"))
        #expect(contents(of: output) == Array("old\n".utf8))
        #expect(folder.names == ["out.jsonl"])
    }

    @Test func `what cannot be is refused before anything is read`() throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("text").path
        #expect(try Wscope.run("export", path, "-o", "\(folder.path)/a.unknown").exitCode == 2)
        #expect(try Wscope.run("export", path, "--format", "sqlite").exitCode == 2)
        #expect(try Wscope.run("read", path, "-o", "/nowhere/a.jsonl").exitCode == 2)
        #expect(try Wscope.run("read", path, "-w", path).exitCode == 2)
        #expect(folder.names == [])
    }

    @Test func `a HAR that is cut tells what is before the cut`() throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("closes").path
        let har = folder.path + "/a.har"
        #expect(try Wscope.run("export", "-q", path, "-o", har).exitCode == 0)
        let bytes = try #require(contents(of: har))
        let whole = try Wscope.run("read", "-q", "--format", "jsonl", har)
        let cut = try Wscope.run("read", "-q", "--format", "jsonl", "-", input: Array(bytes[..<(bytes.count / 2)]))
        #expect(cut.exitCode == 3 && cut.errorText.contains("standard input: "))
        #expect(!cut.output.isEmpty && whole.lines.count > cut.lines.count)
    }
}
