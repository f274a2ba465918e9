import Glibc
import Packets

/// A file that is open for reading, and closed with its owner.
struct FileDescriptor: ~Copyable {
    private let number: Int32
    private let isOwned: Bool
    /// The file, as it was named.
    let name: String
    /// Its size, where it is a regular file.
    let size: UInt64?
    /// Bytes read so far.
    private(set) var consumed: UInt64 = 0

    private init(_ number: Int32, isOwned: Bool, name: String) {
        self.number = number
        self.isOwned = isOwned
        self.name = name
        size = Self.size(of: number)
    }

    /// Opens the file at `path`.
    static func opened(_ path: String) throws(SourceError) -> FileDescriptor {
        var number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        while number < 0, errno == EINTR {
            number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        }
        guard number >= 0 else { throw error(errno, of: path) }
        let file = FileDescriptor(number, isOwned: true, name: path)
        guard kind(of: number) != S_IFDIR else { throw error(EISDIR, of: path) }
        return file
    }

    /// The descriptor `number`, which belongs to somebody else, by a name for people.
    static func borrowed(_ number: Int32, named name: String) throws(SourceError) -> FileDescriptor {
        guard kind(of: number) != S_IFDIR else { throw error(EISDIR, of: name) }
        guard isatty(number) == 0 else {
            throw SourceError(
                file: name, problem: "it is a terminal",
                advice: "pipe a capture into it, as in `tcpdump -w - | …`, or name a file")
        }
        return FileDescriptor(number, isOwned: false, name: name)
    }

    deinit {
        if isOwned { close(number) }
    }

    /// Reads what is at hand into `memory`, waiting for at least one byte; 0 at the end.
    mutating func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        guard let start = memory.baseAddress, unsafe !memory.isEmpty else { return 0 }
        while true {
            let count = unsafe Glibc.read(number, start, min(memory.count, 1 << 30))
            if count >= 0 {
                consumed &+= UInt64(count)
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitUntilReadable()
            default: throw Self.error(errno, of: name)
            }
        }
    }

    private func waitUntilReadable() {
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&request, 1, -1)
    }

    private static func status(of number: Int32) -> stat? {
        var status = stat()
        return unsafe fstat(number, &status) == 0 ? status : nil
    }

    private static func kind(of number: Int32) -> mode_t? {
        status(of: number).map { $0.st_mode & S_IFMT }
    }

    private static func size(of number: Int32) -> UInt64? {
        guard let status = status(of: number), status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(clamping: status.st_size)
    }

    private static func error(_ code: Int32, of name: String) -> SourceError {
        switch code {
        case ENOENT, ENOTDIR:
            SourceError(file: name, problem: "there is no such file", advice: "check the path")
        case EISDIR:
            SourceError(file: name, problem: "it is a directory", advice: "name the capture files in it")
        case EACCES, EPERM:
            SourceError(
                file: name, problem: "permission denied",
                advice: "make the file readable for your user, or read it as the user who captured")
        case EMFILE, ENFILE:
            SourceError(
                file: name, problem: "too many files are open",
                advice: "read fewer files at once, or raise the limit with `ulimit -n`")
        default:
            SourceError(
                file: name, problem: "it cannot be read (\(unsafe String(cString: strerror(code))))",
                advice: "check the disk and the path, or copy the file elsewhere and read the copy")
        }
    }
}
