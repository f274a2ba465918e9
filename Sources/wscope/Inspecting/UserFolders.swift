import Glibc

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
