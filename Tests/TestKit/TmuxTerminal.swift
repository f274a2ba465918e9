import Glibc

/// A terminal that tmux keeps, on a server of its own: keys go in, and what the screen shows comes out. tmux tells
/// nobody when a screen changes, so whoever waits looks again and again.
package final class TmuxTerminal {
    /// Whether there is a tmux.
    package static let isInstalled = run(["-V"]) != nil

    private let server = "wscope-\(getpid())-\(UInt32.random(in: 0 ... .max))"

    /// Starts a command of the shell in a terminal of a size; nil where tmux does not.
    package init?(_ command: String, columns: Int = 80, rows: Int = 24) {
        let words = ["-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command]
        guard Self.run(["-L", server] + words) != nil else { return nil }
    }

    /// An interactive shell, in which programs can be stopped and resumed.
    package static func shell(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
    ) -> TmuxTerminal? {
        let settings = environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let clean = "env -u NO_COLOR -u COLORTERM -u LC_ALL LANG=C.UTF-8"
        return TmuxTerminal("\(clean) \(settings) PS1='$ ' bash --norc -i", columns: columns, rows: rows)
    }

    deinit {
        command("kill-server")
    }

    /// What the screen shows.
    package var text: String { command("capture-pane", "-p") }
    /// What the screen shows, with its colours.
    package var colouredText: String { command("capture-pane", "-p", "-e") }

    /// Presses keys, by tmux's names.
    package func press(_ keys: String...) {
        for key in keys { command("send-keys", key) }
    }

    /// Types text as it is.
    package func type(_ text: String) {
        command("send-keys", "-l", text)
    }

    /// Types a line and ends it.
    package func enter(_ line: String) {
        type(line)
        press("Enter")
    }

    /// Gives the terminal another size.
    package func resize(columns: Int, rows: Int) {
        command("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// Has tmux do something, and gives what it says.
    @discardableResult
    package func command(_ words: String...) -> String {
        Self.run(["-L", server] + words) ?? ""
    }

    /// Waits until the screen shows what is expected; gives the screen where it does not.
    package func wait(within seconds: Int = 20, for isExpected: (String) -> Bool) -> String? {
        for _ in 0..<seconds * 50 {
            if isExpected(text) { return nil }
            usleep(20_000)
        }
        return "the screen shows:\n\(text)"
    }

    private static func run(_ words: [String]) -> String? {
        let environment = ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
        guard let program = Program("/usr/bin/env", ["tmux"] + words, environment: environment) else { return nil }
        let end = program.end(within: 30)
        return end.exitCode == 0 ? end.text : nil
    }
}
