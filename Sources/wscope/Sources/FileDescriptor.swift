import Glibc
import Packets

/// A file that is open for reading, and closed with its owner.
struct FileDescriptor: ~Copyable {
    private let number: Int32
    private let isOwned: Bool
    private let interruption: Int32
    private let mayWait: Bool
    /// The file, as it was named.
    let name: String
    /// Its size, where it is a regular file.
    let size: UInt64?
    /// Bytes read so far.
    private(set) var consumed: UInt64 = 0

    private init(_ number: Int32, isOwned: Bool, name: String, interruption: Int32) {
        self.number = number
        self.isOwned = isOwned
        self.name = name
        self.interruption = interruption
        size = Self.size(of: number)
        mayWait = size == nil
    }

    /// Opens the file at `path`. Waiting for its bytes ends with an error once there is something to read on the
    /// descriptor `interruption`; -1 is none.
    static func opened(_ path: String, interruption: Int32 = -1) throws(SourceError) -> FileDescriptor {
        // A named pipe is waited for where it is read, which can be interrupted.
        var number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        while number < 0, errno == EINTR {
            number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        }
        guard number >= 0 else { throw error(errno, of: path) }
        let file = FileDescriptor(number, isOwned: true, name: path, interruption: interruption)
        guard kind(of: number) != S_IFDIR else { throw error(EISDIR, of: path) }
        return file
    }

    /// The descriptor `number`, which belongs to somebody else, by a name for people.
    static func borrowed(
        _ number: Int32, named name: String, interruption: Int32 = -1
    ) throws(SourceError) -> FileDescriptor {
        guard kind(of: number) != S_IFDIR else { throw error(EISDIR, of: name) }
        guard isatty(number) == 0 else {
            throw SourceError(
                file: name, problem: "it is a terminal",
                advice: "pipe a capture into it, as in `tcpdump -w - | …`, or name a file")
        }
        return FileDescriptor(number, isOwned: false, name: name, interruption: interruption)
    }

    deinit {
        if isOwned { close(number) }
    }

    /// Reads what is at hand into `memory`, waiting for at least one byte; 0 at the end.
    mutating func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        guard let start = memory.baseAddress, unsafe !memory.isEmpty else { return 0 }
        while true {
            if mayWait, !waitUntilReadable() { throw Self.interrupted(name) }
            let count = unsafe Glibc.read(number, start, min(memory.count, 1 << 30))
            if count >= 0 {
                consumed &+= UInt64(count)
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN where mayWait: continue
            default: throw Self.error(errno, of: name)
            }
        }
    }

    /// Another descriptor of the file, for somebody else to close; nil where there is none to be had.
    func duplicate() -> Int32? {
        let other = fcntl(number, F_DUPFD_CLOEXEC, 0)
        return other >= 0 ? other : nil
    }

    /// Whether a read is sure not to wait.
    var isReady: Bool {
        guard mayWait else { return true }
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, 0) == 1
    }

    /// Waits for bytes or the end; `false` where the interruption comes first.
    private func waitUntilReadable() -> Bool {
        var requests = (
            pollfd(fd: number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interruption, events: Int16(POLLIN), revents: 0)
        )
        while true {
            let count = unsafe withUnsafeMutableBytes(of: &requests) { memory in
                unsafe poll(memory.baseAddress?.assumingMemoryBound(to: pollfd.self), 2, -1)
            }
            if count > 0 { return requests.0.revents != 0 }
            guard errno == EINTR else { return true }
        }
    }

    /// What a read throws that the interruption ended.
    static func interrupted(_ name: String) -> SourceError {
        SourceError(file: name, problem: "reading was interrupted", advice: "start again to read the rest")
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
