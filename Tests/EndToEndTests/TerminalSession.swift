import TestKit
import Testing

/// A terminal with a program in it, whose screen is waited for.
struct TerminalSession {
    private let terminal: TmuxTerminal

    /// Starts a program in a terminal of a size. Behind it stands how it ended, and nothing more happens.
    init(_ command: String, columns: Int = 100, rows: Int = 30) throws {
        let words = "export LC_ALL=C.UTF-8 TERM=tmux-256color; stty -a > /dev/null; \(command); echo ENDED $?; exec cat"
        let quoted = words.replacing("'", with: "'\\''")
        terminal = try #require(TmuxTerminal("exec bash --norc -c '\(quoted)'", columns: columns, rows: rows))
    }

    /// What the screen shows.
    var text: String { terminal.text }

    /// Presses keys, by tmux's names.
    func press(_ keys: String...) {
        for key in keys { terminal.press(key) }
    }

    /// Types text as it is.
    func type(_ text: String) {
        terminal.type(text)
    }

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
        let failure = terminal.wait(within: seconds) { text in
            shown = text
            return isThere(text)
        }
        if let failure { Issue.record("\(what) is not there: \(failure)", sourceLocation: location) }
        return shown
    }
}
