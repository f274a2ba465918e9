import Glibc
import TestKit
import Testing

/// A terminal of its own, which tmux keeps, with a program in it: keys go in, and what the screen shows comes out.
final class TerminalSession {
    /// Whether there is a tmux.
    static let isPossible = run(["-V"]).exitCode == 0

    private static let server = "wscope-tests-\(getpid())"
    private let name: String

    /// Starts a program in a terminal of a size. Behind it a shell stays, which says how it ended.
    init(_ command: String, columns: Int = 100, rows: Int = 30) throws {
        name = "t\(UInt64.random(in: 0 ... .max))"
        let script =
            "export LC_ALL=C.UTF-8 TERM=tmux-256color; stty -a > /dev/null; \(command); echo ENDED $?; exec cat"
        let start = Self.run([
            "-u", "new-session", "-d", "-s", name, "-x", "\(columns)", "-y", "\(rows)", "bash", "--norc", "-c", script,
        ])
        try #require(start.exitCode == 0, "\(start.errors)")
    }

    deinit {
        _ = Self.run(["kill-session", "-t", name])
    }

    /// Presses keys, by tmux's names.
    func press(_ keys: String...) {
        for key in keys { _ = Self.run(["send-keys", "-t", name, key]) }
    }

    /// Types text as it is.
    func type(_ text: String) {
        _ = Self.run(["send-keys", "-t", name, "-l", text])
    }

    /// What the screen shows.
    var text: String { Self.run(["capture-pane", "-p", "-t", name]).output }

    /// Waits until the screen shows something, and gives the screen; fails where it does not.
    @discardableResult
    func wait(
        for words: String, within seconds: Int = 20, _ location: SourceLocation = #_sourceLocation
    ) -> String {
        wait("“\(words)”", within: seconds, location) { $0.contains(words) }
    }

    /// Waits until the screen is as it is to be.
    @discardableResult
    func wait(
        _ what: String, within seconds: Int = 20, _ location: SourceLocation = #_sourceLocation,
        until isThere: (String) -> Bool
    ) -> String {
        var shown = ""
        var left = seconds * 50
        while left > 0 {
            shown = text
            if isThere(shown) { return shown }
            usleep(20_000)
            left -= 1
        }
        Issue.record("\(what) is not on the screen:\n\(shown)", sourceLocation: location)
        return shown
    }

    private static func run(_ arguments: [String]) -> (exitCode: Int32?, output: String, errors: String) {
        guard let program = Program("/usr/bin/env", ["tmux", "-L", server, "-f", "/dev/null"] + arguments) else {
            return (nil, "", "no tmux")
        }
        let end = program.end()
        return (
            end.exitCode, String(decoding: end.output, as: UTF8.self), String(decoding: end.errors, as: UTF8.self)
        )
    }
}
