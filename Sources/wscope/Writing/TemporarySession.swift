import Glibc
import Sessions

/// A session that lasts as long as the program needs it, in the folder for such (XDG_STATE_HOME). What a program left
/// there that was killed is swept away.
final class TemporarySession {
    /// Where it is.
    let path: String

    /// Finds a place for a session; nothing is there yet.
    init() throws(OutputError) {
        let folder = UserFolders.state
        try Self.make(folder)
        Self.sweep(folder)
        path = "\(folder)/\(getpid()).wscope"
        remove()
    }

    deinit {
        remove()
    }

    private func remove() {
        SessionFile.remove(path)
    }

    /// Makes a folder for its owner alone, and those above it.
    private static func make(_ folder: String) throws(OutputError) {
        guard UserFolders.make(folder) else { throw .current(folder) }
        var status = stat()
        guard unsafe stat(folder, &status) == 0, status.st_uid == getuid() else {
            throw OutputError(file: folder, reason: "it belongs to somebody else (set XDG_STATE_HOME)")
        }
    }

    /// Removes the sessions of programs that do not run any more.
    private static func sweep(_ folder: String) {
        guard let stream = unsafe opendir(folder) else { return }
        defer { unsafe closedir(stream) }
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let number = name.split(separator: ".").first.flatMap({ Int32($0) }), number > 0,
                name.hasPrefix("\(number).wscope"), kill(number, 0) != 0, errno == ESRCH
            else { continue }
            unsafe unlink("\(folder)/\(name)")
        }
    }
}
