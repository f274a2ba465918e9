import Glibc
import Synchronization

/// What has passed since it was made.
struct Stopwatch {
    private let started = (wall: Self.seconds(CLOCK_MONOTONIC), processor: Self.seconds(CLOCK_PROCESS_CPUTIME_ID))

    /// Seconds on the wall.
    var wall: Double { Self.seconds(CLOCK_MONOTONIC) - started.wall }
    /// Seconds of the processor, of all threads of this process.
    var processor: Double { Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - started.processor }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A sum that several threads add to.
final class Tally: Sendable {
    private let sum = Mutex(0)

    var total: Int { sum.withLock { $0 } }

    func add(_ number: Int) {
        sum.withLock { $0 += number }
    }
}
