internal import CNCurses
import Glibc
import TextScreen

/// What is found out about a terminal before it is used, and the sequences that ncurses does not send by itself.
enum TerminalDescription {
    /// A variable of the environment; nil where it is empty or absent.
    static func environment(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        let value = unsafe String(cString: text)
        return value.isEmpty ? nil : value
    }

    /// Takes the environment's characters, and UTF-8 where it asks for none, or for a UTF-8 that is not installed. Gives
    /// whether there is nothing but ASCII. Only characters: numbers are written as ever.
    static func chooseCharacters() -> Bool {
        _ = unsafe setlocale(LC_CTYPE, "")
        if codeset != "UTF-8" {
            let wish = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? "UTF-8"
            let name = wish.lowercased()
            if name.contains("utf-8") || name.contains("utf8") { _ = unsafe setlocale(LC_CTYPE, "C.UTF-8") }
        }
        return codeset != "UTF-8"
    }

    private static var codeset: String {
        unsafe ncurses_codeset().map { unsafe String(cString: $0) } ?? ""
    }

    /// Whether the background is light, where the environment tells (`COLORFGBG`, as in `0;15`): 7 and 15 are white.
    static func isLight(_ background: TerminalOptions.Background, _ colours: String?) -> Bool {
        switch background {
        case .light: true
        case .dark: false
        case .auto: ["7", "15"].contains(colours?.split(separator: ";").last ?? "")
        }
    }

    /// What to call a terminal of which nothing is known; nothing where its name promises too little.
    static func substitutes(of name: String, colourTerm: String?) -> [String] {
        let capable = [
            "xterm", "kitty", "alacritty", "foot", "ghostty", "wezterm", "tmux", "screen", "rxvt", "st-", "konsole",
            "vte",
            "gnome", "contour", "iterm", "rio", "256color", "direct", "mintty", "warp",
        ]
        guard colourTerm != nil || capable.contains(where: name.lowercased().contains) else { return [] }
        return ["xterm-256color", "xterm", "vt100"]
    }

    /// A capability's bytes; nil where the terminal has none of that name.
    static func capability(_ name: String) -> [UInt8]? {
        guard let text = unsafe ncurses_capability(name) else { return nil }
        return unsafe withoutDelays(Array(UnsafeRawBufferPointer(start: text, count: strlen(text))))
    }

    /// A capability without the pauses (`$<5>`) of old terminals.
    static func withoutDelays(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        var plain: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
                rest = rest[(end + 1)...]
            } else {
                plain.append(byte)
                rest.removeFirst()
            }
        }
        return plain
    }

    /// The keys of the terminal's own.
    static func keys() -> KeySequences {
        KeySequences(own: KeySequences.capabilities.compactMap { name, key in capability(name).map { ($0, key) } })
    }

    /// Bracketed paste, and where wanted the mouse: clicks and the wheel, told in decimals.
    static func enabling(usesMouse: Bool) -> [UInt8] {
        Array(("\u{1b}[?2004h" + (usesMouse ? "\u{1b}[?1000h\u{1b}[?1006h" : "")).utf8)
    }

    /// The end of what `enabling` began.
    static func disabling(usesMouse: Bool) -> [UInt8] {
        Array(((usesMouse ? "\u{1b}[?1006l\u{1b}[?1000l" : "") + "\u{1b}[?2004l").utf8)
    }

    /// What gives the terminal back without ncurses: plain text, its own keys, the cursor, and the screen of before.
    static func restoring(usesModes: Bool, usesMouse: Bool) -> [UInt8] {
        let names = ["sgr0", "rmkx", "cnorm", "rmcup"]
        return (usesModes ? disabling(usesMouse: usesMouse) : []) + names.flatMap { capability($0) ?? [] }
    }
}
