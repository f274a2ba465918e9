import Glibc
import Synchronization

/// How a program ended, and what it took.
package struct ProgramEnd {
    /// What it wrote to standard output.
    package let output: [UInt8]
    /// What it wrote to standard error.
    package let errors: [UInt8]
    /// Its exit code; nil where a signal ended it.
    package let exitCode: Int32?
    /// The signal that ended it.
    package let signal: Int32?
    /// Seconds of the processor, its own and the system's for it.
    package let processorSeconds: Double
    /// The most memory it had at a time, in bytes; at least what the process that started it had then, which Linux
    /// counts as its own.
    package let peakMemory: Int

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
    /// The lines of standard output.
    package var lines: [Substring] { text.split(separator: "\n") }
}

/// A program at work, and the far ends of its standard input, output and error.
package final class Program {
    /// What a standard stream is connected to.
    package enum Stream {
        /// This test.
        case test
        /// Nothing: it reads as empty, and what is written to it is dropped.
        case nothing
        /// An open file, which stays open here.
        case descriptor(Int32)
    }

    /// Its process.
    package let id: pid_t
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private var unwritten: ArraySlice<UInt8> = []
    private var closesInput = false
    /// What it wrote to standard output so far.
    package private(set) var gatheredOutput: [UInt8] = []
    /// What it wrote to standard error so far.
    package private(set) var gatheredErrors: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 1 << 16)

    /// Starts the program at `path`; nil where it cannot be started.
    package init?(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], input: Stream = .nothing,
        output: Stream = .test, errors: Stream = .test
    ) {
        Glibc.signal(SIGPIPE, SIG_IGN)
        let started = Self.oneAtATime.withLock { _ in
            Self.start(path, arguments, environment, [input, output, errors])
        }
        guard let (id, near) = started else { return nil }
        self.id = id
        self.input = near[0]
        self.output = near[1]
        self.errors = near[2]
        for end in near where end >= 0 { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        for near in [input, output, errors] where near >= 0 { close(near) }
    }

    /// A program that starts while another's pipes are being made would hold on to them.
    private static let oneAtATime = Mutex(())

    private static func start(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ streams: [Stream]
    ) -> (id: pid_t, near: [Int32])? {
        let ends = streams.enumerated().compactMap { connect($1, isInput: $0 == 0) }
        defer { for end in ends where end.owned { close(end.far) } }
        var id: pid_t = 0
        guard ends.count == streams.count, spawn(path, arguments, environment, ends.map(\.far), &id) == 0 else {
            for end in ends where end.near >= 0 { close(end.near) }
            return nil
        }
        return (id, ends.map(\.near))
    }

    private static func connect(_ stream: Stream, isInput: Bool) -> (near: Int32, far: Int32, owned: Bool)? {
        switch stream {
        case .descriptor(let number): return (-1, number, false)
        case .nothing:
            let number = open("/dev/null", O_RDWR | O_CLOEXEC)
            return number < 0 ? nil : (-1, number, true)
        case .test:
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return isInput ? (ends[1], ends[0], true) : (ends[0], ends[1], true)
        }
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ far: [Int32], _ id: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in far.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let inherited: [String] = ["PATH", "LD_LIBRARY_PATH", "HOME"].compactMap { name in
            guard environment[name] == nil, let value = getenv(name) else { return nil }
            return "\(name)=" + String(cString: value)
        }
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        let all = inherited + environment.map { "\($0.key)=\($0.value)" }
        var settings: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        return posix_spawn(&id, path, &actions, &attributes, &words, &settings)
    }

    /// Gives it bytes to read, written as it takes them.
    package func give(_ bytes: [UInt8], isLast: Bool = false) {
        unwritten += bytes
        closesInput = closesInput || isLast
    }

    /// Sends it a signal.
    package func send(_ signal: Int32) {
        kill(id, signal)
    }

    /// Whether it has ended; `end` is to be called all the same.
    package var isOver: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info._sifields._sigchld.si_pid != 0
    }

    /// Closes this end of its standard output, as `head` does when it has enough.
    package func closeOutput() {
        if output >= 0 { close(output) }
        output = -1
    }

    /// Exchanges bytes until `isDone` says so of its output; false where it ends first, or `seconds` pass.
    package func exchange(within seconds: Int = 120, until isDone: ([UInt8]) -> Bool) -> Bool {
        let deadline = Self.now + Double(seconds)
        while !isDone(gatheredOutput) {
            guard output >= 0, Self.now < deadline else { return false }
            exchangeOnce()
        }
        return true
    }

    /// Exchanges bytes until `isDone` says so; false where both its outputs end first, or `seconds` pass.
    package func exchange(within seconds: Int = 120, until isDone: () -> Bool) -> Bool {
        let deadline = Self.now + Double(seconds)
        while !isDone() {
            guard output >= 0 || errors >= 0, Self.now < deadline else { return false }
            exchangeOnce()
        }
        return true
    }

    /// Exchanges bytes until it ends; where `seconds` pass first, it is ended by SIGKILL.
    package func end(within seconds: Int = 120) -> ProgramEnd {
        let deadline = Self.now + Double(seconds)
        while output >= 0 || errors >= 0, Self.now < deadline { exchangeOnce() }
        if Self.now >= deadline { send(SIGKILL) }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        let isExit = status & 0x7f == 0
        let times = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }
        return ProgramEnd(
            output: gatheredOutput, errors: gatheredErrors, exitCode: isExit ? status >> 8 & 0xff : nil,
            signal: isExit ? nil : status & 0x7f, processorSeconds: times[0] + times[1],
            peakMemory: usage.ru_maxrss << 10)
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func exchangeOnce() {
        if unwritten.isEmpty, closesInput, input >= 0 {
            close(input)
            input = -1
        }
        var requests = [
            pollfd(fd: unwritten.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&requests, 3, 1_000) > 0 else { return }
        if requests[0].revents != 0 { writeSome() }
        if requests[1].revents != 0 { Self.readSome(&output, &gatheredOutput, &block) }
        if requests[2].revents != 0 { Self.readSome(&errors, &gatheredErrors, &block) }
    }

    private func writeSome() {
        let count = unwritten.withUnsafeBytes { write(input, $0.baseAddress, min($0.count, 1 << 16)) }
        if count > 0 {
            unwritten = unwritten.dropFirst(count)
        } else if errno != EAGAIN {
            unwritten = []
            closesInput = true
        }
    }

    private static func readSome(_ descriptor: inout Int32, _ gathered: inout [UInt8], _ block: inout [UInt8]) {
        let count = read(descriptor, &block, block.count)
        if count > 0 {
            gathered += block[..<count]
        } else if count == 0 || errno != EAGAIN {
            close(descriptor)
            descriptor = -1
        }
    }
}
