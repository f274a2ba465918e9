internal import CNCurses
import Glibc

/// The signals that concern a terminal's program, read in order with everything else that comes.
struct SignalInbox {
    /// What can be read once there are some; -1 where the system refused.
    let file: Int32

    /// Signals that are taken.
    static let numbers = [SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT]

    init() {
        var signals = Self.set(Self.numbers)
        file = unsafe ncurses_signals(&signals)
    }

    /// The next one; nil for none.
    func next() -> Int32? {
        let number = ncurses_next_signal(file)
        return number > 0 ? number : nil
    }

    /// Keeps the signals for an inbox. To be called before there are other threads, which inherit it.
    static func block() {
        var signals = set(numbers)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Lets a body run in which signals act as ever, and programs that it starts inherit that.
    static func unblocked<Result>(_ body: () -> Result) -> Result {
        var signals = set(numbers)
        var before = sigset_t()
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }

    /// Stops the process as Ctrl-Z does, until it is continued; with its process group where the whole job is meant. Where
    /// nobody could continue it, the system does not stop it.
    static func stop(group: Bool) {
        var signals = set([SIGTSTP])
        var before = sigset_t()
        kill(group ? 0 : getpid(), SIGTSTP)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, &before)
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
        var continued = set([SIGCONT])
        var none = timespec()
        while unsafe sigtimedwait(&continued, nil, &none) > 0 {}
    }

    /// Lets a body run, and takes back whatever it did to the signals' handlers.
    static func keepingHandlers<Result>(_ body: () -> Result) -> Result {
        var before = numbers.map { _ in sigaction() }
        for (index, number) in numbers.enumerated() { unsafe sigaction(number, nil, &before[index]) }
        defer { for (index, number) in numbers.enumerated() { unsafe sigaction(number, &before[index], nil) } }
        return body()
    }

    private static func set(_ numbers: [Int32]) -> sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        return signals
    }
}
