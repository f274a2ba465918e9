import Glibc
import TestKit
import Testing

@Suite(.enabled(if: TmuxTerminal.isInstalled, "tmux is not installed"))
struct CursesTerminalTests {
    private func terminal(
        columns: Int = 80, rows: Int = 24, _ environment: [String: String] = [:], _ words: String = ""
    ) throws -> TmuxTerminal {
        let terminal = try #require(TmuxTerminal.shell(columns: columns, rows: rows, environment: environment))
        let probe = try #require(TmuxTerminal.probe)
        #expect(terminal.wait { $0.contains("$") } == nil)
        terminal.enter(
            "clear; before=$(stty -g); \(probe) \(words); echo \"code $?\"; [[ $before == \"$(stty -g)\" ]] && echo sa\"\"me"
        )
        return terminal
    }

    private func start(
        columns: Int = 80, rows: Int = 24, _ environment: [String: String] = [:], _ words: String = ""
    ) throws -> TmuxTerminal {
        let terminal = try terminal(columns: columns, rows: rows, environment, words)
        #expect(terminal.wait { $0.contains("probe ") && $0.contains("right>") } == nil)
        return terminal
    }

    @Test func `characters stand in their columns, and none reaches the terminal raw`() throws {
        let lines = try start().text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("probe 80x24"))
        #expect(lines[1] == "漢字|é|e\u{301}|🙂|␛[31m␇|")
        #expect(lines[2] == "client →  server ←")
        #expect(lines[23] == String(repeating: " ", count: 74) + "right>")
    }

    @Test func `keys are told by their names`() throws {
        let terminal = try start()
        terminal.press("Up", "F5", "F12", "BTab", "PPage", "Home", "DC", "C-c", "M-x", "Escape")
        #expect(terminal.wait { $0.contains("in:Up F5 F12 S-Tab PgUp Home Del ^c M-x Esc") } == nil)
        terminal.type("é漢🙂")
        #expect(terminal.wait { $0.contains("Esc é 漢 🙂") } == nil)
    }

    @Test func `Esc is told while the program is busy and never waits`() throws {
        let terminal = try start()
        terminal.press("b")
        #expect(terminal.wait { $0.contains("in:b") } == nil)
        terminal.press("Escape")
        #expect(terminal.wait { $0.contains("in:b Esc") } == nil)
    }

    @Test func `a paste is one, and the waker wakes once`() throws {
        let terminal = try start()
        terminal.command("set-buffer", "two words\nq")
        terminal.command("paste-buffer", "-p")
        #expect(terminal.wait { $0.contains("in:paste(11:two words") } == nil)
        terminal.press("w")
        #expect(terminal.wait { $0.contains("w woken") } == nil)
    }

    @Test(arguments: [("", true), ("no-mouse", false)])
    func `the mouse is listened to where that is wanted`(_ word: String, _ expected: Bool) throws {
        let terminal = try start([:], word)
        let state = terminal.command("display-message", "-p", "#{mouse_standard_flag}#{mouse_sgr_flag}")
        #expect(state == (expected ? "11\n" : "00\n"))
        terminal.type("\u{1b}[<0;5;3M\u{1b}[<65;7;8M")
        #expect(terminal.wait { $0.contains("in:click@2,4 wheelDown@7,6") } == nil)
    }

    @Test func `text is asked to be put on the clipboard`() throws {
        let terminal = try start(["TMUX": "''"])
        terminal.command("set-option", "-s", "set-clipboard", "on")
        terminal.press("c", "x")
        #expect(terminal.wait { $0.contains("in:c x") } == nil)
        #expect(terminal.command("show-buffer") == "copied 漢")
    }

    @Test func `the screen follows the terminal's size, in a storm too`() throws {
        let terminal = try start()
        var numbers = (0..<40).map { (20 + $0 * 7 % 100, 5 + $0 * 3 % 30) }
        numbers.append((40, 10))
        for (columns, rows) in numbers { terminal.resize(columns: columns, rows: rows) }
        #expect(terminal.wait { $0.contains("probe 40x10") && $0.hasSuffix("right>\n") } == nil)
        terminal.press("q")
        #expect(terminal.wait { $0.contains("same") } == nil)
    }

    @Test(arguments: [("q", "over", 0), ("E", "", 3), ("A", "", 134), ("T", "", 132), ("S", "", 139)])
    func `however the program ends, the terminal is as it was`(_ key: String, _ text: String, _ code: Int) throws {
        let terminal = try start(["SWIFT_BACKTRACE": "enable=no"])
        terminal.press(key)
        #expect(terminal.wait { $0.contains("same") && $0.contains("code \(code)") && $0.contains(text) } == nil)
        expectGivenBack(terminal)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `a signal ends it, and the terminal is as it was`(_ number: Int32) throws {
        let terminal = try start()
        terminal.send(number)
        #expect(terminal.wait { $0.contains("over by signal \(number)") && $0.contains("same") } == nil)
        expectGivenBack(terminal)
    }

    @Test(arguments: ["C-z", "TSTP"])
    func `it stops, and comes back`(_ way: String) throws {
        let terminal = try start()
        if way == "TSTP" {
            terminal.send(SIGTSTP)
        } else {
            terminal.press(way)
        }
        #expect(terminal.wait { $0.contains("Stopped") && $0.contains("same") } == nil)
        expectGivenBack(terminal)
        terminal.resize(columns: 70, rows: 20)
        terminal.enter("clear; fg; [[ $before == \"$(stty -g)\" ]] && echo sa\"\"me")
        #expect(terminal.wait { $0.contains("probe 70x20") && $0.contains("in:resized") } == nil)
        terminal.press("Up")
        #expect(terminal.wait { $0.contains("resized Up") } == nil)
        terminal.press("q")
        #expect(terminal.wait { $0.contains("over") && $0.contains("same") } == nil)
        expectGivenBack(terminal)
    }

    @Test func `the terminal is lent, and comes back`() throws {
        let terminal = try start()
        terminal.press("l")
        #expect(terminal.wait { $0.contains("lent") && !$0.contains("-icanon") } == nil)
        terminal.press("Enter")
        #expect(terminal.wait { $0.contains("probe") && $0.contains("in:l") } == nil)
        terminal.press("C-c")
        #expect(terminal.wait { $0.contains("l ^c") } == nil)
    }

    @Test(arguments: ["xterm-256color", "xterm", "vt100", "linux", "screen-256color", "xterm-kitty", "foot"])
    func `it works by this name too`(_ name: String) throws {
        let terminal = try start(["TERM": name])
        #expect(terminal.text.contains("漢字|é|"))
        terminal.press("Up", "F2")
        #expect(terminal.wait { $0.contains("in:Up F2") } == nil)
        terminal.press("q")
        #expect(terminal.wait { $0.contains("over") && $0.contains("same") } == nil)
    }

    @Test(arguments: [("dumb", "cannot place text"), ("no-such-thing", "nothing is known"), ("''", "TERM is not set")])
    func `a terminal that does not do is refused with a reason`(_ name: String, _ reason: String) throws {
        let terminal = try terminal(columns: 200, ["TERM": name])
        #expect(terminal.wait { $0.contains("error: ") && $0.contains(reason) && $0.contains("same") } == nil)
        #expect(terminal.text.contains("wscope read"))
    }

    @Test func `an ASCII locale gets ASCII, and no locale gets UTF-8`() throws {
        #expect(try start(["LC_ALL": "C"]).text.contains("client >  server <"))
        #expect(try start(["LANG": "''"]).text.contains("client →"))
        #expect(try start(["LANG": "xx_XX.UTF-8"]).text.contains("client →"))
    }

    @Test(
        arguments: [
            (["TERM": "xterm-256color"], "", "38;5;81m"), (["TERM": "xterm-256color"], "light", "38;5;26m"),
            (["TERM": "xterm-256color", "COLORFGBG": "'0;15'"], "", "38;5;26m"), (["TERM": "linux"], "", "36m"),
        ] as [([String: String], String, String)])
    func `client and server have colours of their own`(
        _ environment: [String: String], _ word: String, _ expected: String
    ) throws {
        #expect(try start(environment, word).colouredText.contains("\u{1b}[\(expected)client"))
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
    func `without colours there are none`(_ environment: [String: String]) throws {
        let text = try start(environment).colouredText
        #expect(text.contains("7m"))
        #expect((30...37).allSatisfy { !text.contains("\u{1b}[\($0)m") } && !text.contains("8;5;"))
    }

    /// The cursor is seen, the screen of before is back, and nobody listens to the mouse.
    private func expectGivenBack(_ terminal: TmuxTerminal) {
        let state = terminal.command(
            "display-message", "-p",
            "#{cursor_flag}#{alternate_on}#{mouse_any_flag}#{mouse_sgr_flag}#{keypad_flag}")
        #expect(state == "10000\n")
    }
}
