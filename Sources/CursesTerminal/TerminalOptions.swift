/// How a terminal is to be used.
package struct TerminalOptions: Sendable {
    /// What the terminal's background is like.
    package enum Background: String, Sendable, CaseIterable {
        /// As the environment says (`COLORFGBG`); dark where it does not.
        case auto
        case light, dark
    }

    /// What the terminal's background is like.
    package var background: Background
    /// Whether there may be colours; `NO_COLOR` in the environment forbids them all the same.
    package var usesColours: Bool
    /// Whether the mouse is listened to. Where it is not, the terminal selects text with it, as ever.
    package var usesMouse: Bool

    /// Options; those that are not given are as most people want them.
    package init(background: Background = .auto, usesColours: Bool = true, usesMouse: Bool = true) {
        self.background = background
        self.usesColours = usesColours
        self.usesMouse = usesMouse
    }
}

/// Why a terminal cannot be used.
package enum TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Standard output is no terminal.
    case outputIsNoTerminal
    /// Keys cannot be read: standard input is no terminal, and the process has none.
    case noKeyboard
    /// The environment does not say what the terminal is.
    case unnamed
    /// The terminal cannot place text.
    case incapable(String)
    /// Nothing is known of the terminal.
    case unknown(String)
    /// The system refused something.
    case system(String)

    /// What is wrong, and what to do.
    package var description: String {
        switch self {
        case .outputIsNoTerminal:
            "standard output is no terminal: `wscope read` prints what the interface shows"
        case .noKeyboard:
            "there is no terminal to read keys from: run wscope in a terminal, or use `wscope read`"
        case .unnamed:
            "the environment variable TERM is not set: set it (TERM=xterm-256color suits most), or use `wscope read`"
        case .incapable(let name):
            "TERM=\(name) is a terminal that cannot place text: set TERM to what your terminal is "
                + "(xterm-256color suits most), or use `wscope read`"
        case .unknown(let name):
            "nothing is known of TERM=\(name) here: install its description (Debian: ncurses-term), set TERM to one "
                + "that is known (xterm-256color suits most), or use `wscope read`"
        case .system(let text):
            "the terminal cannot be used: \(text)"
        }
    }
}
