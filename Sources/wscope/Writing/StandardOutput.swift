import Glibc
import Synchronization

/// Where data goes.
enum StandardOutput {
    /// Whether it is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal; nil where it is none.
    static var columns: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all of the bytes; false where nobody reads them.
    static func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if unsafe writeAll(bytes, to: STDOUT_FILENO) { return true }
        if errno != EPIPE { failure.store(errno, ordering: .relaxed) }
        return false
    }

    private static let failure = Atomic<Int32>(0)

    /// Why it could not be written, other than that nobody reads it any more; nil while all is well.
    static var error: OutputError? {
        let code = failure.load(ordering: .relaxed)
        guard code != 0 else { return nil }
        return OutputError(file: "standard output", reason: unsafe String(cString: strerror(code)))
    }

    /// What to wait for, to learn that nobody reads it any more; nothing where it is not used.
    static func closing(isUsed: Bool) -> pollfd { pollfd(fd: isUsed ? STDOUT_FILENO : -1, events: 0, revents: 0) }

    /// Writes a text.
    static func writeWhole(_ text: String) {
        var text = text
        _ = text.withUTF8 { unsafe write(UnsafeRawBufferPointer($0)) }
    }

    /// Writes all of the bytes to a descriptor; false, and `errno` says why, where that is not possible.
    static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = unsafe bytes
        while let start = rest.baseAddress, unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return false
            }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}

/// What is said to the user beside the data, on standard error.
enum Diagnostics {
    /// Whether standard error is a terminal.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line about something that went wrong.
    static func write(_ line: String) {
        if let news = RunNews.current { return news.take(line, .error) }
        put(line + "\n")
    }

    /// Writes a line about something that is worth knowing, and with which nothing is wrong.
    static func remark(_ line: String) {
        if let news = RunNews.current { return news.take(line, .remark) }
        put(line + "\n")
    }

    /// Writes text as it is, which sums up what was seen.
    static func put(_ text: String) {
        if let news = RunNews.current { return news.take(text, .summary) }
        var text = text
        _ = text.withUTF8 { unsafe StandardOutput.writeAll(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
    }
}
