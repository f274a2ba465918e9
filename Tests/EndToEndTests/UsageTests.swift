import CaptureKit
import Dissection
import TestKit
import Testing
import WebSocketWire

struct UsageTests {
    /// Wrong words, and what the error has to name.
    static let mistakes: [(arguments: [String], named: String)] = [
        (["read", "--bogus", "x"], "--bogus"),
        (["--bogus", "x"], "--bogus"),
        (["read"], "Name a capture"),
        ([], "Name a capture"),
        (["read", "--max-payload", "many", "x"], "--max-payload"),
        (["read", "--max-payload", "-1", "x"], "--max-payload"),
        (["read", "--max-payload", "99999999999G", "x"], "--max-payload"),
        (["read", "--max-payload"], "--max-payload"),
        (["read", "--decode-as", "0", "x"], "--decode-as"),
        (["read", "--decode-as", "65536", "x"], "--decode-as"),
        (["read", "--decode-as", "80,gzip", "x"], "--decode-as"),
        (["read", "--decode-as", "80,deflate,x", "x"], "--decode-as"),
        (["read", "--format", "xml", "x"], "jsonl"),
        (["read", "--only", "bytes", "x"], "--only"),
        (["read", "--time", "noon", "x"], "--time"),
        (["read", "--color", "red", "x"], "--color"),
    ]

    @Test(arguments: mistakes)
    func `wrong usage says what is wrong on standard error and exits with 2`(
        _ mistake: (arguments: [String], named: String)
    ) throws {
        let program = try Wscope.start(mistake.arguments)
        let end = program.end()
        #expect(end.exitCode == 2)
        #expect(end.output == [])
        #expect(end.errorText.contains(mistake.named), "\(end.errorText)")
        #expect(end.errorText.contains("Usage: wscope"))
    }

    @Test
    func `help and version are data and exit with 0`() throws {
        let version = try Wscope.run("--version")
        #expect(version.exitCode == 0)
        #expect(version.text.wholeMatch(of: /wscope [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
        #expect(version.errors == [])
        for arguments in [["--help"], ["read", "--help"], ["-h"]] {
            let help = try Wscope.start(arguments).end()
            #expect(help.exitCode == 0)
            #expect(help.text.contains("USAGE: wscope"))
            #expect(help.errors == [])
        }
    }

    @Test
    func `every rule is listed once, with its severity, section and law`() throws {
        let end = try Wscope.run("read", "--rules")
        #expect(end.exitCode == 0)
        #expect(end.errors == [])
        let rules = HandshakeRules.all + ExtendedConnect.all + FrameRules.all + StreamRules.all
        #expect(rules.count > 60)
        #expect(Set(rules.map(\.id)).count == rules.count)
        try #require(end.lines.count == rules.count)
        for (line, rule) in zip(end.lines, rules) {
            let columns = line.split(separator: #/ {2,}/#)
            #expect(columns.map(String.init) == [rule.id, rule.severity.rawValue, rule.section, rule.law])
        }
    }

    @Test
    func `the command's name may be left out`() throws {
        let capture = try CaptureFile.named("pings")
        let end = try Wscope.run(capture.path, "--format", "jsonl")
        #expect(end.exitCode == 0)
        #expect(end.text == capture.expected)
    }
}
