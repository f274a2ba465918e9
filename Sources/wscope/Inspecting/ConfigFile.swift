import CursesTerminal
import Glibc
import InspectorUI

/// The user's config, `$XDG_CONFIG_HOME/wscope/config.toml`: read at the start, written when something was chosen. What
/// else stands in it stays.
final class ConfigFile {
    /// What the user has chosen.
    private(set) var settings: InspectorSettings
    /// What is wrong with it, in lines.
    let remarks: [String]
    /// Where it is; nil where there is no home.
    let path: String?
    private var text: String

    /// Reads it.
    init() {
        path = UserFolders.config.map { "\($0)/config.toml" }
        text = path.flatMap(Self.read) ?? ""
        (settings, remarks) = InspectorConfig.read(text)
    }

    /// How the terminal is to be used.
    var terminalOptions: TerminalOptions {
        let background: TerminalOptions.Background =
            switch settings.colours {
            case .auto, .none: .auto
            case .light: .light
            case .dark: .dark
            }
        return TerminalOptions(
            background: background, usesColours: settings.colours != .none, usesMouse: settings.usesMouse)
    }

    /// Takes note of what was chosen.
    func save(_ settings: InspectorSettings) {
        self.settings = settings
    }

    /// Writes it, where something was chosen.
    func write() {
        let new = InspectorConfig.write(settings, over: text)
        guard new != text, let path, let folder = UserFolders.config else { return }
        guard UserFolders.make(folder) else { return }
        let unfinished = OutputFile.unfinished(path)
        let file = unsafe open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let isWritten = unsafe Array(new.utf8).withUnsafeBytes { unsafe StandardOutput.writeAll($0, to: file) }
        close(file)
        guard isWritten, unsafe rename(unfinished, path) == 0 else {
            _ = unsafe unlink(unfinished)
            return
        }
        text = new
    }

    /// The text of a file; nil where it cannot be read, or is absurdly large.
    private static func read(_ path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1 << 20 {
            let count = unsafe Glibc.read(file, &part, part.count)
            guard count > 0 else { break }
            bytes.append(contentsOf: part.prefix(count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Where a user's files are.
enum UserFolders {
    /// The config's folder; nil where there is no home.
    static var config: String? {
        if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return "\(folder)/wscope" }
        return variable("HOME").flatMap { $0.hasPrefix("/") ? "\($0)/.config/wscope" : nil }
    }

    /// Where temporary sessions are.
    static var state: String {
        if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") { return "\(state)/wscope" }
        if let home = variable("HOME"), home.hasPrefix("/") { return "\(home)/.local/state/wscope" }
        return "\(variable("TMPDIR") ?? "/var/tmp")/wscope-\(getuid())"
    }

    /// Makes a folder for its owner alone, and those above it; false, and `errno` says why, where that is not possible.
    static func make(_ folder: String) -> Bool {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/" + part
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { return false }
        }
        return true
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
