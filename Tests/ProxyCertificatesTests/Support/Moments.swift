import ByteStreams
import Glibc

extension Timestamp {
    /// 2025-06-15 12:00:00 UTC.
    static let noon = Timestamp(nanoseconds: 1_749_988_800_000_000_000)

    /// The moment, for those who ask the clock themselves.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The moment so many days later.
    func days(_ count: Int64) -> Timestamp { seconds(count * 86_400) }

    /// The moment so many seconds later.
    func seconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds + count * 1_000_000_000) }

    /// Whole seconds since 1970.
    var wholeSeconds: Int64 { nanoseconds / 1_000_000_000 }
}
