import Glibc
import TestKit
import Testing

/// `wscope proxy` between a client and a server.
struct ProxyCommandTests {
    /// The port behind the words `NAME listens on 127.0.0.1:` on standard error.
    private func port(_ name: String, of program: RunningProgram) throws -> UInt16 {
        let mark = "\(name) listens on 127.0.0.1:"
        #expect(program.read { $0.diagnostics.contains { $0.isNewline } && $0.diagnostics.contains(mark) })
        let lines = program.diagnostics.split(separator: "\n")
        let line = try #require(lines.first { $0.contains(mark) })
        return try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
    }

    @Test func `what goes through a reverse proxy is written as it happens`() throws {
        let pair = try WebSocketPair()
        let program = try RunningProgram([
            "proxy", "-m", "reverse:ws://127.0.0.1:\(pair.port)@0", "--headless", "--format", "jsonl",
        ])
        try pair.open("/chat", through: port("reverse", of: program))
        try pair.echo("while it happens")
        #expect(program.read { $0.output.components("\"text\":\"while it happens\"") == 2 })
        try pair.end()
        #expect(program.read { $0.output.contains("\"type\":\"close\"") })
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(program.output.contains("\"source\":\"proxy\""))
        #expect(program.output.contains("\"how\":\"clean\""))
        #expect(program.diagnostics.contains("1 WebSocket connection, 4 messages"))
    }

    @Test func `what is recorded while it is relayed is read later`() throws {
        let folder = try ScratchFolder()
        let session = folder.path + "/proxy.wscope"
        let pair = try WebSocketPair()
        let program = try RunningProgram([
            "proxy", "-m", "reverse:ws://127.0.0.1:\(pair.port)@0", "--headless", "-w", session,
        ])
        try pair.open("/kept", through: port("reverse", of: program))
        try pair.echo("for later")
        #expect(program.read { $0.output.contains("for later") })
        program.interrupt()
        #expect(program.finish() == 130)
        let reading = try Wscope.run("read", "--format", "jsonl", session)
        #expect(reading.exitCode == 0)
        #expect(reading.text.contains("\"source\":\"proxy\""))
        #expect(reading.text.components("\"text\":\"for later\"") == 2)
        #expect(reading.text.contains("\"how\":\"open\""))
    }

    @Test(.enabled(if: TmuxTerminal.isInstalled, "tmux is not installed"))
    func `the interface lists connections while they are relayed, and ends them when it is left`() throws {
        let pair = try WebSocketPair()
        let free = try WebSocketPair().port
        let terminal = try TerminalSession("\(Wscope.path) proxy -m reverse:ws://127.0.0.1:\(pair.port)@\(free)")
        terminal.wait(for: "listens on 127.0.0.1:\(free)")
        try pair.open("/live", through: free)
        terminal.wait(for: "/live")
        try pair.echo("hello there")
        terminal.press("Enter")
        terminal.wait(for: "hello there")
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
    }

    @Test func `a port that is taken ends the program with exit code 6`() throws {
        let pair = try WebSocketPair()
        let end = try Wscope.run("proxy", "-m", "regular@\(pair.port)", "--headless")
        #expect(end.exitCode == 6)
        #expect(end.errorText.contains("regular cannot listen on 127.0.0.1:\(pair.port): Address already in use"))
        #expect(end.output.isEmpty)
    }

    @Test(
        arguments: [
            ["-m", "regular@0.0.0.0:0"], ["--listen-host", "::"], ["-m", "reverse:x"], ["-m", "socks"],
            ["--proxy-auth", "nocolon"], ["--keylog", "x"],
        ])
    func `what the proxy must not do, or cannot, is a wrong usage`(_ arguments: [String]) throws {
        let end = try Wscope.start(["proxy", "--headless"] + arguments).end()
        #expect(end.exitCode == 2)
        #expect(!end.errors.isEmpty)
    }

    @Test func `other machines may use the proxy only where that is said`() throws {
        let program = try RunningProgram(["proxy", "--headless", "--allow-remote", "-m", "regular@127.0.0.1:0"])
        #expect(program.read { $0.diagnostics.contains("listens on 127.0.0.1:") })
        program.interrupt()
        #expect(program.finish() == 130)
        #expect(!program.diagnostics.contains("other machines"))
    }
}

extension String {
    /// How often a text occurs in it.
    fileprivate func components(_ text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
