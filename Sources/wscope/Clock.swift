import ByteStreams
import Glibc

/// The only place that asks what time it is.
enum Clock {
    /// The moment.
    static var now: Timestamp { Timestamp(nanoseconds: nanoseconds(CLOCK_REALTIME)) }

    /// Nanoseconds since some moment, which no change of the clock disturbs.
    static var steady: Int64 { nanoseconds(CLOCK_MONOTONIC) }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
