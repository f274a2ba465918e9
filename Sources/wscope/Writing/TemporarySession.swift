import Glibc
import Sessions
import Synchronization

/// A session that lasts as long as the program needs it, in the folder for such (XDG_STATE_HOME). What a program left
/// there that was killed is swept away.
///
/// Its name says whose it is: the process's number, when that process started (in ticks since the system started, since
/// numbers are used again), and which of the process's sessions it is.
final class TemporarySession {
    /// Where it is.
    let path: String

    private static let count = Atomic<Int>(0)

    /// Finds a place for a session; nothing is there yet.
    init() throws(OutputError) {
        let folder = UserFolders.state
        try Self.make(folder)
        Self.sweep(folder)
        let number = Self.count.add(1, ordering: .relaxed).newValue
        path = "\(folder)/\(getpid()).\(ProcessAge.start(of: getpid()) ?? 0).\(number).wscope"
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
        guard UserFolders.make(folder) else {
            let reason = unsafe String(cString: strerror(errno))
            throw OutputError(file: folder, reason: "\(reason) (set XDG_STATE_HOME to a folder of your own)")
        }
        var status = stat()
        guard unsafe stat(folder, &status) == 0, status.st_uid == getuid() else {
            throw OutputError(file: folder, reason: "it belongs to somebody else (set XDG_STATE_HOME)")
        }
    }

    /// Removes the sessions of programs that do not run any more.
    static func sweep(_ folder: String) {
        guard let stream = unsafe opendir(folder) else { return }
        defer { unsafe closedir(stream) }
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if isOrphan(name) { unsafe unlink("\(folder)/\(name)") }
        }
    }

    /// Whether a file's name is that of a session whose program does not run any more.
    static func isOrphan(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 4, let process = Int32(parts[0]), process > 0, let start = UInt64(parts[1]),
            UInt64(parts[2]) != nil, parts[3].hasPrefix("wscope")
        else { return false }
        guard kill(process, 0) == 0 || errno != ESRCH else { return true }
        guard start > 0, let present = ProcessAge.start(of: process) else { return false }
        return present != start
    }
}

/// When processes started.
enum ProcessAge {
    /// Ticks between the system's start and a process's; nil where that is not known.
    static func start(of process: Int32) -> UInt64? {
        guard let bytes = SmallFile.read("/proc/\(process)/stat", atMost: 1 << 16),
            // The program's name, in parentheses, may hold anything.
            let end = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = String(decoding: bytes[(end + 1)...], as: UTF8.self).split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }
}
