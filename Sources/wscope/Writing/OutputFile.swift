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

/// A file that appears under its name once it is complete; until then it has another one beside it. What is there already
/// and is no regular file, such as a pipe, is written to as it is.
final class OutputFile {
    private let path: String
    /// Where the complete file goes, links followed.
    private let place: String
    /// The name until then; nil where it is written to as it is.
    private let unfinishedPath: String?
    private var descriptor: Int32
    /// Why nothing more is written; nil while all is well.
    private(set) var failure: OutputError?

    /// Opens the file. A regular one of that name which is there already stays until the new one is complete.
    init(path: String) throws(OutputError) {
        self.path = path
        let existing = Existing(path)
        guard existing?.isFolder != true else { throw OutputError(file: path, reason: "it is a directory") }
        guard !path.isEmpty else { throw OutputError(file: "--output", reason: "the path is empty") }
        place = existing?.place ?? path
        if let existing, !existing.isRegular {
            unfinishedPath = nil
            descriptor = unsafe open(place, O_WRONLY | O_CLOEXEC)
        } else {
            let unfinished = Self.unfinished(place)
            unfinishedPath = unfinished
            descriptor = unsafe open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if let existing, descriptor >= 0 { _ = fchmod(descriptor, existing.mode) }
        }
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
        let isClosed = close(descriptor) == 0
        descriptor = -1
        guard let unfinishedPath else { return }
        guard isClosed, unsafe rename(unfinishedPath, place) == 0 else {
            let error = OutputError.current(path)
            unsafe unlink(unfinishedPath)
            throw error
        }
    }

    /// Removes what was written, where it is not complete.
    func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        if let unfinishedPath { unsafe unlink(unfinishedPath) }
    }
}

/// What is at a path already.
struct Existing {
    let isRegular: Bool
    let isFolder: Bool
    /// Who may do what with it.
    let mode: mode_t
    /// Its bytes, where it is a regular file.
    let size: UInt64
    /// Its own path, links followed.
    let place: String

    /// What is there; nil for nothing.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        mode = status.st_mode & 0o777
        size = isRegular ? UInt64(clamping: status.st_size) : 0
        place = unsafe String(cString: real)
    }
}
