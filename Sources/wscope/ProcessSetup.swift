import CLinux
import Glibc
import Synchronization

/// What the process does once, before anything else: how it takes signals and memory.
enum ProcessSetup {
    private static let interruptions = Atomic<Int>(0)

    /// Whether the user asked to end (Ctrl-C, or SIGTERM).
    static var isInterrupted: Bool {
        interruptions.load(ordering: .relaxed) > 0
    }

    /// Blocks of this size are given back to the system when they are freed.
    private static let largeBlock: Int32 = 1 << 18

    static func prepare() {
        _ = signal(SIGPIPE, SIG_IGN)
        mallopt(M_MMAP_THRESHOLD, largeBlock)
        mallopt(M_TRIM_THRESHOLD, largeBlock)
    }

    /// Ends what is in hand on the first SIGINT or SIGTERM, and the process on the second.
    static func finishOnInterrupt() {
        for number in [SIGINT, SIGTERM] {
            _ = signal(number) { number in
                if ProcessSetup.interruptions.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
            }
        }
    }
}
