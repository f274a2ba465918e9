import Glibc

/// A file that could not be written, in words for a person.
struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    let file: String
    let reason: String

    var description: String { "\(file): it cannot be written: \(reason)" }

    /// The error that the C library has just reported.
    static func current(_ file: String) -> OutputError {
        OutputError(file: file, reason: unsafe String(cString: strerror(errno)))
    }
}

/// A file that appears under its name once it is complete. Until then it has another one beside it.
final class OutputFile {
    /// The name that it has at the end.
    let path: String
    /// The name that it has until then.
    let unfinishedPath: String
    private var descriptor: Int32
    /// Why nothing more is written; nil while all is well.
    private(set) var failure: OutputError?

    /// Makes the file. One of that name which is there already stays until the new one is complete.
    init(path: String) throws(OutputError) {
        self.path = path
        unfinishedPath = Self.unfinished(path)
        descriptor = unsafe open(unfinishedPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .current(path) }
    }

    deinit {
        abandon()
    }

    /// The name of a file that is not complete yet.
    static func unfinished(_ path: String) -> String { "\(path).\(getpid())~" }

    /// Writes all of the bytes; false where that is not possible.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard failure == nil else { return false }
        if unsafe StandardOutput.writeAll(bytes, to: descriptor) { return true }
        failure = .current(path)
        return false
    }

    /// Gives the complete file its name.
    func complete() throws(OutputError) {
        if let failure { throw failure }
        guard close(descriptor) == 0 else {
            descriptor = -1
            throw .current(path)
        }
        descriptor = -1
        guard unsafe rename(unfinishedPath, path) == 0 else { throw .current(path) }
    }

    /// Removes what was written, where it is not complete.
    func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        unsafe unlink(unfinishedPath)
    }
}
