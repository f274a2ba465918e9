/// A moment, in nanoseconds since 1970-01-01 00:00:00 UTC. Always told by the source of the traffic, never asked of a
/// clock.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Nanoseconds since the epoch; negative before it.
    package let nanoseconds: Int64

    /// A moment by its nanoseconds since the epoch.
    @inlinable
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The earlier of two moments is the smaller.
    @inlinable
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Nanoseconds from `earlier` to this moment; saturates instead of overflowing.
    package func since(_ earlier: Timestamp) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        guard overflow else { return difference }
        return nanoseconds < earlier.nanoseconds ? .min : .max
    }
}
