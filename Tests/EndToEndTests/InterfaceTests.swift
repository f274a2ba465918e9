import Glibc
import TestKit
import Testing

/// The terminal interface in a terminal, with keys pressed and the screen read.
@Suite(.enabled(if: TmuxTerminal.isInstalled, "tmux is not installed"), .serialized)
struct InterfaceTests {
    @Test func `a capture is opened, filtered, looked at, exported and left`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let terminal = try TerminalSession(DemoCapture.command(folder, capture), columns: 120, rows: 40)
        terminal.wait(for: "quotes.")
        terminal.wait(for: "admin.")

        // A filter: the ticker's large messages, of one connection.
        terminal.press("f")
        terminal.type("path == \"/ticker\" && from == server && length > 1k")
        terminal.wait(for: "length > 1k")
        terminal.press("Enter")
        terminal.wait("only the ticker") { $0.contains("quotes.") && !$0.contains("admin.") }

        // Its messages: JSON, then hex, then the frames.
        terminal.press("Enter")
        terminal.wait(for: "{\"type\":\"snapshot\"")
        terminal.press("j")
        terminal.wait(for: "\"type\": \"snapshot\"")
        terminal.press("Tab", "Tab", "Tab")
        terminal.wait(for: "7b 22 74 79 70 65")
        terminal.press("Tab")
        terminal.wait(for: "FIN")
        terminal.press("Escape", "Escape")
        terminal.wait(for: "How it ended")

        // Without the filter: the worst heartbeat.
        terminal.press("f", "C-u", "Enter")
        terminal.wait(for: "admin.")
        terminal.press("4")
        terminal.wait(for: "longest RTT")
        terminal.press("Enter")
        terminal.wait(for: "went wrong at")
        terminal.press("n")
        terminal.wait(for: "here it went wrong")

        // Two messages are marked and exported.
        terminal.press("Enter")
        terminal.wait(for: "#6.49 ← ping")
        terminal.press("Space", "Space", "s")
        terminal.wait(for: "marked: 2 messages")
        terminal.press("Enter")
        terminal.wait(for: "written: wscope-export.jsonl")
        let lines = try #require(DemoCapture.text("\(folder.path)/wscope-export.jsonl")).split(separator: "\n")
        #expect(lines.filter { $0.contains("\"type\":\"message\"") }.count == 2)
        #expect(lines.filter { $0.contains("\"type\":\"open\"") }.count == 1)

        // The file is there now: replacing it is asked for.
        terminal.press("s", "Enter")
        terminal.wait(for: "Replace it?")
        terminal.press("n", "Escape")
        terminal.wait("the dialog is gone") { !$0.contains("Path") }
        terminal.press("1", "q")
        terminal.wait(for: "Quit")
        terminal.press("y")
        terminal.wait(for: "ENDED 0")
        #expect(!folder.names.contains("state") || ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
    }

    @Test func `a session that another program is recording grows on the screen`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let recording = "\(Wscope.path) read -q -w \(folder.path)/live.wscope - > \(folder.path)/told"
        let terminal = try TerminalSession(
            "(head -c 20000 \(capture); until test -e \(folder.path)/go; do sleep 0.05; done; tail -c +20001 \(capture)) | "
                + "\(recording) & until test -s \(folder.path)/live.wscope; do sleep 0.05; done; sleep 0.5; "
                + DemoCapture.command(folder, "live.wscope"), columns: 120)
        terminal.wait(for: "quotes.")
        terminal.press("7")
        let before = terminal.wait(for: "Top talkers")
        #expect(DemoCapture.write([], to: "\(folder.path)/go"))
        terminal.wait(for: "2 609 messages")
        #expect(!before.contains("2 609 messages"))
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
    }

    @Test func `a session that is there is shown at once`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        _ = try Wscope.run("read", "-q", "--only", "findings", "-w", "\(folder.path)/a.wscope", capture)
        let terminal = try TerminalSession(DemoCapture.command(folder, "a.wscope"))
        terminal.wait(for: "quotes.")
        terminal.press("6")
        terminal.wait(for: "errors")
        terminal.press("7")
        terminal.wait(for: "Top talkers")
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        #expect(folder.names.contains("a.wscope"))
    }

    @Test func `the demonstration fills the screen, and its session is private and gone in the end`() throws {
        let folder = try ScratchFolder()
        let terminal = try TerminalSession(DemoCapture.command(folder, "demo"))
        terminal.wait(for: "quotes.")
        var status = stat()
        let sessions = ScratchFolder.names("\(folder.path)/state/wscope")
        let session = try #require(sessions.first { $0.hasSuffix(".wscope") })
        try #require(stat("\(folder.path)/state/wscope/\(session)", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        terminal.press("?")
        terminal.wait(for: "open what is under the cursor")
        terminal.press("Escape")
        terminal.wait("the help is gone") { !$0.contains("open what is under the cursor") }
        terminal.press("Q")
        terminal.wait(for: "ENDED 0")
        #expect(ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
    }

    @Test func `a session's budget is kept, and reaching it is said`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let terminal = try TerminalSession(
            DemoCapture.command(folder, "--session-budget 200k \(capture)"), columns: 160)
        terminal.wait(for: "NOTHING FURTHER IS RECORDED")
        terminal.press("Q")
        terminal.wait(for: "ENDED")
        terminal.wait(for: "NOTHING FURTHER IS RECORDED")
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGILL, SIGSEGV, SIGABRT])
    func `a signal or a crash ends it, and the terminal is as before`(_ signal: Int32) throws {
        let folder = try ScratchFolder()
        let terminal = try TerminalSession(
            "export SWIFT_BACKTRACE=enable=no; stty -a > \(folder.path)/before; " + DemoCapture.command(folder, "demo")
                + "; stty -a > \(folder.path)/after; "
                + "cmp \(folder.path)/before \(folder.path)/after && echo SAME")
        terminal.wait(for: "quotes.")
        kill(try #require(Self.process(folder)), signal)
        terminal.wait(for: "SAME")
        if [SIGTERM, SIGHUP, SIGINT].contains(signal) {
            #expect(ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
        }
    }

    @Test func `it stops by Ctrl-Z with the terminal as before, and comes back`() throws {
        let folder = try ScratchFolder()
        let terminal = try #require(TmuxTerminal.shell(columns: 100, rows: 30))
        terminal.enter("clear; stty -a > \(folder.path)/before; \(DemoCapture.command(folder, "demo"))")
        #expect(terminal.wait { $0.contains("quotes.") } == nil)
        terminal.press("C-z")
        #expect(terminal.wait { $0.contains("Stopped") } == nil)
        terminal.enter("stty -a | cmp - \(folder.path)/before && echo sa\"\"me; fg")
        #expect(terminal.wait { $0.contains("1 Connections") && $0.contains("quotes.") } == nil)
        terminal.press("Q")
        #expect(terminal.wait { $0.contains("same") && !$0.contains("1 Connections") } == nil)
    }

    @Test func `a session of a killed program is swept at the next start`() throws {
        let folder = try ScratchFolder()
        let first = try TerminalSession(DemoCapture.command(folder, "demo"))
        first.wait(for: "quotes.")
        let id = try #require(Self.process(folder))
        kill(id, SIGKILL)
        first.wait(for: "ENDED 137")
        #expect(!ScratchFolder.isEmpty("\(folder.path)/state/wscope"))
        let second = try TerminalSession(DemoCapture.command(folder, "demo"))
        second.wait(for: "quotes.")
        #expect(!ScratchFolder.names("\(folder.path)/state/wscope").contains { $0.hasPrefix("\(id).") })
        second.press("Q")
        second.wait(for: "ENDED 0")
    }

    @Test func `without a terminal it is what read writes; errors come before anything is shown`() throws {
        let folder = try ScratchFolder()
        let capture = try DemoCapture.made(in: folder)
        let shown = try Wscope.run(capture)
        let read = try Wscope.run("read", capture)
        #expect(shown.output == read.output && shown.exitCode == 0)
        let terminal = try TerminalSession(DemoCapture.command(folder, "nowhere.pcap"))
        terminal.wait(for: "ENDED 3")
        #expect(terminal.text.contains("nowhere.pcap"))
        let unknown = try TerminalSession("export TERM=dumb; " + DemoCapture.command(folder, capture))
        unknown.wait(for: "ENDED 2")
        #expect(unknown.text.contains("wscope read"))
    }

    /// The process that shows a session of its own, which is named after it.
    private static func process(_ folder: ScratchFolder) -> pid_t? {
        ScratchFolder.names("\(folder.path)/state/wscope").compactMap { pid_t($0.prefix { $0 != "." }) }.first
    }
}
