import CaptureKit
import Filters
import TestKit
import Testing

struct FilterCommandTests {
    private static let filters = [
        "opcode == text", "length > 100", "compressed and from == server", "finding", "severity == error",
        "not opcode in {ping, pong}", #"text matches "w.lc""#, #""client""#, "code >= 1001", "frames > 1 or rsv == 4",
        "masked and frame.length < 10", "delta > 1ms", "rtt", "ip == 127.0.0.0/8", "seq == 2 && conn < 5",
        "json.n >= 1",
        #"header.upgrade == "websocket""#, "not (length > 3)", "time > 1000000000",
    ]

    @Test(arguments: ["violations", "closes", "fragments", "deflate-mixed", "pings", "text"])
    func `a filter shows the same of a capture and of its session`(_ name: String) throws {
        let folder = try ScratchFolder()
        let capture = try CaptureFile.named(name)
        let session = folder.path + "/a.wscope"
        #expect(try Wscope.run("read", "-q", "-w", session, capture.path).exitCode == 0)
        let whole = capture.expected.split(separator: "\n")
        for filter in Self.filters {
            let direct = try Wscope.run("read", "-q", "--format", "jsonl", "-Y", filter, capture.path)
            let recorded = try Wscope.run("read", "-q", "--format", "jsonl", "-Y", filter, session)
            #expect(direct.exitCode == 0, "\(direct.errorText)")
            #expect(direct.text == recorded.text, "\(filter)")
            #expect(Set(direct.lines).isSubset(of: whole))
        }
    }

    @Test func `a filter and its opposite part the messages between them`() throws {
        let capture = try CaptureFile.named("fragments")
        let all = capture.expected.split(separator: "\n").filter { $0.hasPrefix(#"{"type":"message""#) }
        for filter in Self.filters {
            let parts = try [filter, "not (\(filter))"].map { expression in
                try Wscope.run("read", "-q", "--format", "jsonl", "--only", "messages", "-Y", expression, capture.path)
            }
            #expect(parts.flatMap(\.lines).sorted() == all.sorted(), "\(filter)")
        }
    }

    @Test func `a wrong filter is shown with a caret, and ends with 4`() throws {
        let path = try CaptureFile.named("text").path
        let end = try Wscope.run("read", "-Y", "lenght > 3", path)
        #expect(end.exitCode == 4 && end.output.isEmpty)
        #expect(end.errorText.contains("  lenght > 3\n  ^^^^^^\n") && end.errorText.contains("did you mean `length`?"))
        #expect(try Wscope.run("export", "--format", "jsonl", "--fail-if", "(", path).exitCode == 4)
    }

    @Test func `traffic that matches --fail-if ends the program with 1, whatever is shown`() throws {
        let folder = try ScratchFolder()
        let session = folder.path + "/a.wscope"
        let path = try CaptureFile.named("closes").path
        #expect(try Wscope.run("read", "-q", "-w", session, path).exitCode == 0)
        for source in [path, session] {
            #expect(try Wscope.run("read", "-q", "--fail-if", "code == 1001", source).exitCode == 1)
            #expect(
                try Wscope.run("read", "-q", "--fail-if", "code == 1001", "-Y", "opcode == text", source).exitCode == 1)
            #expect(try Wscope.run("read", "-q", "--fail-if", "code == 4999", source).exitCode == 0)
            #expect(
                try Wscope.run("read", "-q", "--fail-if", "severity == error", "--only", "messages", source).exitCode
                    == 1)
        }
    }

    @Test func `every field is explained`() throws {
        let help = try Wscope.run("filter-help")
        #expect(help.exitCode == 0)
        for field in Field.all { #expect(help.text.contains("  \(field.name)"), "\(field.name)") }
    }
}
