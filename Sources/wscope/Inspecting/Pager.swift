import Glibc
import JSONText

/// The user's program for reading text page by page: `$PAGER`, or `less`.
struct Pager {
    /// What the shell runs.
    let command: String
    /// Whether it shows control characters as such, instead of passing them to the terminal.
    let isSafe: Bool

    /// The pager that the environment names.
    init(_ named: String?) {
        let named = named.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? "less"
        let program = named.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        let isPlain = !named.contains { "|&;<>()$`\"'\\\n".contains($0) }
        isSafe = isPlain && program.split(separator: "/").last == "less"
        // Whatever the environment or the user's words say, `less` is to show escape sequences instead of passing them on.
        command = isSafe ? "\(named) -+R -+r" : named
    }

    /// The pager of this environment.
    static var current: Pager {
        Pager(unsafe getenv("PAGER").map { unsafe String(cString: $0) })
    }

    /// Shows bytes in it, until the user leaves it; says why that was not possible.
    func show(_ bytes: [UInt8]) -> String? {
        let bytes = isSafe ? bytes : Self.visible(bytes)
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return Self.reason(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let signals = QuietSignals()
        var process = pid_t()
        let code = spawn(reading: ends[0], &process)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            return Self.reason(code)
        }
        // It may be left before it has read everything.
        _ = unsafe bytes.withUnsafeBytes { unsafe StandardOutput.writeAll($0, to: ends[1]) }
        close(ends[1])
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        signals.end()
        return status == 127 << 8 ? "there is no such program as “\(command)”: set PAGER" : nil
    }

    /// Bytes as text in which nothing is left for a terminal to obey.
    static func visible(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            let words = String(decoding: line, as: UTF8.self).unicodeScalars
                .split(separator: "\\", omittingEmptySubsequences: false).map { VisibleText.of(String($0)) }
            lines.append(contentsOf: words.joined(separator: "\\").utf8)
            lines.append(0x0a)
        }
        return lines
    }

    private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }

    /// Starts it with signals as a shell would start it.
    private func spawn(reading input: Int32, _ process: inout pid_t) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe []
        for word in ["sh", "-c", command] { unsafe arguments.append(strdup(word)) }
        unsafe arguments.append(nil)
        defer { unsafe arguments.forEach { unsafe free($0) } }
        return unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ)
    }
}

/// Signals while another program has the terminal: Ctrl-C is for that one, and a request to end waits until it has ended.
private struct QuietSignals {
    private let before: [(number: Int32, action: sigaction)]

    init() {
        before = [SIGINT, SIGQUIT].map { number in
            var (ignoring, previous) = (sigaction(), sigaction())
            unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
            unsafe sigaction(number, &ignoring, &previous)
            return (number, previous)
        }
        var ends = sigset_t()
        unsafe sigemptyset(&ends)
        for number in [SIGTERM, SIGHUP] { unsafe sigaddset(&ends, number) }
        // Whoever gave the terminal away blocks them when it is back.
        unsafe pthread_sigmask(SIG_BLOCK, &ends, nil)
    }

    func end() {
        for (number, action) in before {
            var action = action
            unsafe sigaction(number, &action, nil)
        }
    }
}
