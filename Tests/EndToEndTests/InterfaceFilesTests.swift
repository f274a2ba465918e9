import Glibc
import TestKit
import Testing

/// What the interface does with the files around it: sources that are pipes, exports, the config, sessions, the pager.
@Suite(.enabled(if: TmuxTerminal.isInstalled, "tmux is not installed"), .serialized)
struct InterfaceFilesTests {
    private func write(_ text: String, to path: String) throws {
        try #require(DemoCapture.write(Array(text.utf8), to: path))
    }

    @Test func `a capture from a pipe is shown, and keys come from the terminal`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let terminal = try TerminalSession("cat \(capture) | (\(DemoCapture.command(folder, "-")))", columns: 120)
        terminal.wait(for: "quotes.")
        terminal.press("j")
        terminal.wait(for: "standard input")
        terminal.press("q")
        terminal.wait(for: "The session is deleted")
        terminal.press("y")
        terminal.wait(for: "ENDED 0")
        #expect(ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
    }

    @Test func `a pipe that says nothing yet does not hold up the interface, nor its end`() throws {
        let folder = try ScratchFolder()
        try #require(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let terminal = try TerminalSession(DemoCapture.command(folder, "pipe"))
        terminal.wait(for: "no connection yet")
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        #expect(ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
    }

    @Test func `a HAR of what is shown leaves the session alone`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let terminal = try TerminalSession(
            DemoCapture.command(folder, "-Y 'path == \"/ticker\"' \(capture)"), columns: 120)
        terminal.wait(for: "quotes.")
        let sessions = ScratchFolder.names("\(folder.path)/state/wscope").filter { $0.hasSuffix(".wscope") }
        #expect(sessions.count == 1)
        terminal.press("s")
        terminal.wait(for: "Format")
        terminal.type("some.har")
        terminal.press("Enter")
        terminal.wait(for: "written: some.har")
        #expect(ScratchFolder.names("\(folder.path)/state/wscope").filter { $0.hasSuffix(".wscope") } == sessions)
        terminal.press("f", "C-u", "Enter")
        terminal.wait(for: "admin.")
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        let har = try Wscope.run("read", "-q", "--format", "jsonl", "\(folder.path)/some.har")
        #expect(har.exitCode == 0 && har.text.contains("/ticker") && !har.text.contains("/admin"))
    }

    @Test(arguments: ["kept.wscope", "demo.pcapng"])
    func `an export writes over neither the session nor what it is made of`(_ target: String) throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let before = try #require(DemoCapture.bytes(capture))
        let terminal = try TerminalSession(DemoCapture.command(folder, "-w kept.wscope \(capture)"), columns: 120)
        terminal.wait(for: "quotes.")
        terminal.press("s")
        terminal.wait(for: "Format")
        terminal.type(target)
        terminal.press("Enter")
        terminal.wait(for: "Replace it?")
        terminal.press("y")
        terminal.wait(for: "are one file")
        terminal.press("Escape")
        terminal.wait("the dialog is gone") { !$0.contains("Format") }
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        #expect(DemoCapture.bytes(capture) == before)
        let session = try Wscope.run("read", "-q", "--format", "jsonl", "\(folder.path)/kept.wscope")
        #expect(session.exitCode == 0 && session.text.contains("\"type\":\"message\""))
    }

    @Test func `leaving while much is still read ends at once, and what was recorded is whole`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let whole = Set(try Wscope.run("read", "-q", "--format", "jsonl", capture).text.split(separator: "\n"))
        for round in 0..<5 {
            let session = "kept\(round).wscope"
            let terminal = try TerminalSession(DemoCapture.command(folder, "-w \(session) \(capture)"), columns: 120)
            terminal.wait(for: "quotes.")
            terminal.press("Q")
            terminal.wait(for: "ENDED 0")
            let read = try Wscope.run(
                "read", "-q", "--format", "jsonl", "--only", "messages", "\(folder.path)/\(session)")
            #expect(read.exitCode == 0, "\(read.errorText)")
            let lines = read.text.split(separator: "\n").filter { !$0.contains("\"incomplete\":true") }
            #expect(!lines.isEmpty && lines.allSatisfy(whole.contains))
        }
    }

    @Test func `the pager has the terminal, and Ctrl-C in it is not for the interface`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        try write("cat > page; echo PAGED; sleep 100", to: "\(folder.path)/pager")
        let command = DemoCapture.command(folder, "-Y 'path == \"/ticker\"' \(capture)")
        let terminal = try TerminalSession("export PAGER='sh \(folder.path)/pager'; \(command)", columns: 120)
        terminal.wait(for: "quotes.")
        terminal.press("Enter")
        terminal.wait(for: "snapshot")
        terminal.press("j")
        terminal.wait(for: "→ text 46 B")
        terminal.press("v")
        terminal.wait(for: "PAGED")
        terminal.press("C-c")
        terminal.wait(for: "opened GET /ticker")
        let page = try #require(DemoCapture.text("\(folder.path)/page"))
        #expect(page.contains("subscribe"))
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
    }

    @Test func `what is wrong in the config is said, and what is chosen is kept beside it`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        try #require(mkdir("\(folder.path)/config", 0o700) == 0 && mkdir("\(folder.path)/config/wscope", 0o700) == 0)
        let config = "\(folder.path)/config/wscope/config.toml"
        try write("# mine\n[messages]\ntyme = \"utc\"\n", to: config)
        let first = try TerminalSession(DemoCapture.command(folder, capture), columns: 160)
        first.wait(for: "quotes.")
        first.press("t")
        first.press("Q")
        first.wait(for: "ENDED 0")
        #expect(first.text.contains("config.toml: line 3"))
        let text = try #require(DemoCapture.text(config))
        #expect(text.hasPrefix("# mine\n[messages]\ntyme = \"utc\"\n") && text.contains("time = \"relative\""))
    }

    @Test func `where the terminal cannot be used, no session is left behind`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let terminal = try TerminalSession(
            "export TERM=dumb; " + DemoCapture.command(folder, "-w kept.wscope \(capture)"))
        terminal.wait(for: "ENDED 2")
        #expect(folder.names == ["demo.pcapng", "state"] || folder.names == ["demo.pcapng"])
        let damaged = folder.path + "/damaged.wscope"
        try write("SQLite format 3\0 and no more", to: damaged)
        let other = try TerminalSession(DemoCapture.command(folder, "damaged.wscope"))
        other.wait(for: "ENDED 3")
        #expect(other.text.contains("damaged.wscope"))
    }

    @Test(arguments: [
        ("-w b.wscope a.wscope", "a session already"), ("a.wscope demo.pcapng", "a session is read by itself"),
        ("-f tcp a.wscope", "has no packets"), ("-w demo.pcapng demo.pcapng", "are one file"),
    ])
    func `what makes no sense is said before anything is shown`(_ arguments: String, _ words: String) throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        _ = try Wscope.run("read", "-q", "--only", "findings", "-w", "\(folder.path)/a.wscope", capture)
        let terminal = try TerminalSession(DemoCapture.command(folder, arguments), columns: 160)
        terminal.wait(for: "ENDED 2")
        #expect(terminal.text.contains(words))
    }

    @Test func `an error while reading is on the screen, and stays when the interface is gone`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let bytes = try #require(DemoCapture.bytes(capture))
        try #require(DemoCapture.write(Array(bytes.dropLast(100)), to: "\(folder.path)/cut.pcapng"))
        let terminal = try TerminalSession(DemoCapture.command(folder, "-q cut.pcapng"), columns: 160)
        terminal.wait(for: "quotes.")
        terminal.wait(for: "cut.pcapng: ")
        terminal.press("Q")
        terminal.wait(for: "ENDED 3")
        #expect(terminal.text.contains("wscope: cut.pcapng: "))
    }

    @Test(.enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"))
    func `a live capture is shown while it goes on, and packets are kept although the session is full`() throws {
        let folder = try ScratchFolder()
        let nowhere = try TerminalSession(DemoCapture.command(folder, "capture -i nowhere0"))
        nowhere.wait(for: "ENDED 5")
        #expect(nowhere.text.contains("nowhere0"))
        let pair = try WebSocketPair()
        let arguments = "capture -i lo -f 'tcp port \(pair.port)' --session-budget 100k --pcapng kept.pcapng"
        let terminal = try TerminalSession(DemoCapture.command(folder, arguments), columns: 160)
        terminal.wait(for: "no connection yet")
        try pair.open("/live")
        try pair.echo("first")
        terminal.wait(for: "/live")
        for number in 0..<4_000 { try pair.echo("number \(number)") }
        terminal.wait(for: "NOTHING FURTHER IS RECORDED")
        try pair.echo("the last word")
        try pair.end()
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        let kept = try Wscope.run("read", "-q", "--format", "jsonl", "\(folder.path)/kept.pcapng")
        #expect(kept.text.contains("the last word"))
    }
}
