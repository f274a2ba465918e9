import CLinux
import Glibc
import Sessions
import Synchronization

/// What the process does once, before anything else: how it takes signals and memory.
enum ProcessSetup {
    private static let interruptions = Atomic<Int>(0)

    /// Whether the user asked to end (Ctrl-C, or SIGTERM).
    static var isInterrupted: Bool {
        interruptions.load(ordering: .relaxed) > 0 || RunNews.current?.isCancelled == true
    }

    /// Asks all that goes on to end, as the user does with Ctrl-C.
    static func requestEnd() {
        interruptions.add(1, ordering: .relaxed)
        SessionInterruption.request()
        var byte: UInt8 = 0
        _ = unsafe write(pipeEnds.writer, &byte, 1)
    }

    /// A pipe that has something to read once the user asked to end, for those who wait with `poll`.
    private static let pipeEnds: (reader: Int32, writer: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }()

    /// What can be read once the user asked to end; -1 where there is no such thing.
    static var interruption: Int32 { pipeEnds.reader }

    /// Blocks of this size are given back to the system when they are freed.
    private static let largeBlock: Int32 = 1 << 18

    static func prepare() {
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
        mallopt(M_MMAP_THRESHOLD, largeBlock)
        mallopt(M_TRIM_THRESHOLD, largeBlock)
    }

    /// Ends what is in hand on the first SIGINT or SIGTERM, and the process on the second.
    static func finishOnInterrupt() {
        var numbers = sigset_t()
        unsafe sigemptyset(&numbers)
        // Made now, since a signal's handler must not.
        _ = pipeEnds
        for number in [SIGINT, SIGTERM] {
            unsafe sigaddset(&numbers, number)
            _ = signal(number) { number in
                if ProcessSetup.interruptions.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
                SessionInterruption.request()
                let before = errno
                var byte: UInt8 = 0
                _ = unsafe write(ProcessSetup.pipeEnds.writer, &byte, 1)
                errno = before
            }
        }
        // Whoever started the program may have blocked them.
        unsafe pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }
}
