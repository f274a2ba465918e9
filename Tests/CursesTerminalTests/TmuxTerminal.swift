import Glibc
import TestKit

/// A terminal of tmux, on a server of its own, with a shell in it.
final class TmuxTerminal {
    /// The program that is tried.
    static let probe: String? = {
        let own = link("/proc/self/exe")
        let folders = [own, CommandLine.arguments.first ?? ""].map {
            $0.split(separator: "/").dropLast().joined(separator: "/")
        }
        return folders.map { "/\($0)/terminalprobe" }.first { access($0, X_OK) == 0 }
    }()
    static let isInstalled = run(["-V"]) != nil

    private let server: String

    /// Starts an interactive shell without job control messages of its own; nil where tmux does not.
    init?(columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) {
        server = "wscope-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let shell =
            "env -u NO_COLOR -u COLORTERM -u LC_ALL LANG=C.UTF-8 \(settings.joined(separator: " ")) PS1='$ ' bash --norc -i"
        let words = ["-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell]
        guard Self.run(["-L", server] + words) != nil else { return nil }
    }

    deinit {
        _ = command("kill-server")
    }

    /// What the screen shows.
    var text: String { command("capture-pane", "-p") }
    /// What the screen shows, with its colours.
    var colouredText: String { command("capture-pane", "-p", "-e") }

    func press(_ keys: String...) {
        _ = Self.run(["-L", server, "send-keys"] + keys)
    }

    func type(_ text: String) {
        _ = Self.run(["-L", server, "send-keys", "-l", text])
    }

    /// Runs a command line in the shell.
    func enter(_ line: String) {
        type(line)
        press("Enter")
    }

    func resize(columns: Int, rows: Int) {
        _ = command("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    @discardableResult
    func command(_ words: String...) -> String {
        Self.run(["-L", server] + words) ?? ""
    }

    /// Waits until the screen shows what is expected; gives the screen where it does not.
    func wait(within seconds: Int = 10, for isExpected: (String) -> Bool) -> String? {
        let rounds = seconds * 50
        for _ in 0..<rounds {
            if isExpected(text) { return nil }
            usleep(20_000)
        }
        return "the screen shows:\n\(text)"
    }

    /// Sends a signal to the probe, whose number stands on the screen.
    func send(_ signal: Int32) {
        let digits = text.split(separator: "pid ").dropFirst().first?.prefix { $0.isNumber } ?? ""
        if let id = pid_t(digits), id > 1 { kill(id, signal) }
    }

    private static func link(_ path: String) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count - 1)
        return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func run(_ words: [String]) -> String? {
        guard
            let program = Program("/usr/bin/tmux", words, environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"])
        else { return nil }
        let end = program.end(within: 30)
        return end.exitCode == 0 ? end.text : nil
    }
}
