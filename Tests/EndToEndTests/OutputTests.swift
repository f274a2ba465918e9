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
        #expect(contents(of: output) == Array("old\n".utf8))
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

    @Test func `files that clash are refused before anything is written`() throws {
        let folder = try ScratchFolder()
        let capture = folder.path + "/a.pcapng"
        let bytes = try CaptureFile.named("text").bytes
        try #require(write(bytes, to: capture))
        let link = folder.path + "/link.pcapng"
        try #require(symlink(capture, link) == 0)
        let session = folder.path + "/s.wscope"
        for arguments in [
            ["export", capture, "-o", capture], ["export", capture, "-o", link], ["read", capture, "-w", capture],
            ["read", capture, "-w", session, "-o", folder.path + "/./s.wscope"],
            ["export", capture, "--redact", "-w", session, "--format", "text"],
        ] {
            let program = try Wscope.start(arguments)
            #expect(program.end().exitCode == 2, "\(arguments)")
        }
        #expect(contents(of: capture) == bytes && folder.names == ["a.pcapng", "link.pcapng"])
    }

    @Test func `a log of another session is never joined to a new one`() throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("text").path
        let session = folder.path + "/s.wscope"
        try #require(write([1, 2, 3], to: session + "-wal"))
        #expect(try Wscope.run("read", "-q", path, "-w", session).exitCode == 2)
        #expect(try Wscope.run("export", "-q", path, "-o", session).exitCode == 2)
        #expect(folder.names == ["s.wscope-wal"])
    }

    @Test func `where nothing can be read, nothing appears`() throws {
        let folder = try ScratchFolder()
        let har = folder.path + "/not.har"
        try #require(write(Array("{\"log\": 5}".utf8), to: har))
        for source in ["/nowhere/at.all", har] {
            for output in [
                ["-o", folder.path + "/a.csv"], ["-w", folder.path + "/b.wscope"], ["-o", folder.path + "/c.har"],
            ] {
                let program = try Wscope.start(["read", "-q", source] + output)
                #expect(program.end().exitCode == 3, "\(source) \(output)")
            }
        }
        #expect(folder.names == ["not.har"])
    }

    @Test func `links are followed, and what is no file is written to as it is`() throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("text").path
        let target = folder.path + "/target.jsonl"
        try #require(write(Array("old".utf8), to: target))
        try #require(chmod(target, 0o600) == 0 && symlink(target, folder.path + "/link.jsonl") == 0)
        #expect(try Wscope.run("export", "-q", path, "-o", folder.path + "/link.jsonl").exitCode == 0)
        var status = stat()
        #expect(lstat(folder.path + "/link.jsonl", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(target, &status) == 0 && status.st_mode & 0o777 == 0o600 && status.st_size > 100)
        #expect(try Wscope.run("export", "-q", path, "--format", "jsonl", "-o", "/dev/null").exitCode == 0)
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let full = try #require(Program("/bin/sh", ["-c", #""$0" read -q "$1" > /dev/full"#, Wscope.path, path])).end()
        #expect(full.exitCode == 3 && full.errorText.contains("standard output: it cannot be written"))
    }

    @Test func `a payload is capped in a session and a HAR as in a capture`() throws {
        let folder = try ScratchFolder()
        let path = try CaptureFile.named("fragments").path
        let sources = ["a.wscope", "a.har"].map { "\(folder.path)/\($0)" }
        for source in sources {
            #expect(try Wscope.run("export", "-q", path, "--har-control", "-o", source).exitCode == 0)
        }
        let direct = try Wscope.run("read", "-q", "--format", "jsonl", "--only", "messages", "--max-payload", "3", path)
        for source in sources {
            let capped = try Wscope.run(
                "read", "-q", "--format", "jsonl", "--only", "messages", "--max-payload", "3", source)
            #expect(capped.lines.sorted() == direct.lines.sorted())
            #expect(try Wscope.run("read", "--keylog", path, source).exitCode == 2)
        }
        #expect(direct.text.contains(#""kept":3"#))
    }
}
