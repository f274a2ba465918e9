import CursesTerminal
import Glibc
import InspectorUI

/// The user's config, `$XDG_CONFIG_HOME/wscope/config.toml`: read at the start, written when something was chosen. What
/// else stands in it stays; one that cannot be read is never written over.
final class ConfigFile {
    /// What the user has chosen.
    private(set) var settings: InspectorSettings
    /// What is wrong with it, in lines.
    let remarks: [String]
    /// Where it is; nil where there is no home.
    let path: String?
    private var text: String
    private let mayBeWritten: Bool
    private var isSaved = true
    private var lastWrite = Int64.min / 2

    /// Bytes of a config at most.
    private static let limit = 1 << 20
    /// Nanoseconds between two times that it is written.
    private static let interval: Int64 = 1_000_000_000

    /// Reads it.
    convenience init() {
        self.init(path: UserFolders.config.map { "\($0)/config.toml" })
    }

    /// Reads the config at a path.
    init(path: String?) {
        self.path = path
        var problem: String?
        var text = ""
        if let path, let bytes = SmallFile.read(path, atMost: Self.limit) {
            if let read = String(validating: bytes, as: UTF8.self) {
                text = read
            } else {
                problem = "it is not in UTF-8: correct it"
            }
        } else if path != nil, errno != ENOENT {
            problem = "it cannot be read (\(unsafe String(cString: strerror(errno))))"
        }
        self.text = text
        mayBeWritten = problem == nil
        let (settings, wrong) = InspectorConfig.read(text)
        self.settings = settings
        let name = path ?? ""
        remarks =
            problem.map { ["\(name): \($0); until then nothing is remembered"] } ?? wrong.map { "\(name): \($0)" }
    }

    /// How the terminal is to be used.
    var terminalOptions: TerminalOptions {
        var options = TerminalOptions(usesMouse: settings.usesMouse)
        switch settings.colours {
        case .auto: break
        case .light: options.background = .light
        case .dark: options.background = .dark
        case .none: options.usesColours = false
        }
        return options
    }

    /// Takes note of what was chosen.
    func save(_ settings: InspectorSettings) {
        self.settings = settings
        isSaved = false
    }

    /// Writes it where something was chosen, unless that was done a moment ago; says why it cannot be written.
    func writeWhenDue(at now: Int64) -> OutputError? {
        guard !isSaved, now &- lastWrite >= Self.interval else { return nil }
        lastWrite = now
        return write()
    }

    /// Writes it where something was chosen; says why it cannot be written.
    func write() -> OutputError? {
        guard !isSaved, mayBeWritten, let path else { return nil }
        isSaved = true
        let new = InspectorConfig.write(settings, over: text)
        guard new != text else { return nil }
        // A link stays one.
        let place = Existing(path)?.place ?? path
        let unfinished = OutputFile.unfinished(place)
        guard let slash = place.lastIndex(of: "/"), UserFolders.make(String(place[..<slash])) else {
            return .current(path)
        }
        _ = unsafe unlink(unfinished)
        let file = unsafe open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return .current(path) }
        let isWritten = unsafe Array(new.utf8).withUnsafeBytes { unsafe StandardOutput.writeAll($0, to: file) }
        guard isWritten, close(file) == 0, unsafe rename(unfinished, place) == 0 else {
            let error = OutputError.current(path)
            _ = unsafe unlink(unfinished)
            return error
        }
        text = new
        return nil
    }
}
