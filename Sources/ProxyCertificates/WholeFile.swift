import Glibc

/// Why a file is not read, in words that go on from its name.
struct WholeFileError: Error, Sendable, Hashable {
    /// What is wrong.
    let reason: String
    /// Whether there is no such file.
    var isMissing = false
}

/// A file of moderate size that is read at once.
struct WholeFile {
    /// Its bytes.
    let bytes: [UInt8]
    /// Who may do what with it.
    let mode: UInt32

    /// Reads a regular file that has at most so many bytes.
    init(_ path: String, atMost limit: Int) throws(WholeFileError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw WholeFileError(reason: Self.reason, isMissing: errno == ENOENT) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw WholeFileError(reason: Self.reason) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw WholeFileError(reason: "it is no regular file") }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe read(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw WholeFileError(reason: Self.reason) }
            guard count > 0 else { break }
            bytes += part.prefix(count)
            guard bytes.count <= limit else { throw WholeFileError(reason: "it has more than \(limit) bytes") }
        }
        self.bytes = bytes
        mode = status.st_mode & 0o777
    }

    /// What the C library has just reported.
    static var reason: String { unsafe String(cString: strerror(errno)) }
}
