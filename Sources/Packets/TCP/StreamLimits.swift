/// What is held and remembered at most while packets become streams. At the standard limits everything together stays
/// below 20 MiB.
package struct StreamLimits: Sendable, Hashable {
    /// Bytes that one direction holds back behind missing ones, each segment counted with 96 bytes of its own. Beyond
    /// it the missing bytes are given up: `StreamEvent.gap`.
    package var heldPerDirection = 4 << 20
    /// The same for all directions together. Beyond it the direction that holds most gives up its missing bytes first,
    /// then those that have waited longest, until a quarter is free.
    package var heldInAll = 8 << 20
    /// Connections known at a time, ended ones included. Beyond it those that ended are forgotten, the earliest first;
    /// then the one idle longest ends as `StreamEnd.forgotten`.
    package var connections = 32_768
    /// Bytes of all directions together that retransmissions are compared with; rounded up to a power of two.
    package var remembered = 1 << 20
    /// Nanoseconds of packet time after which missing bytes that everything behind them waits for are given up.
    package var patience: Int64 = 5_000_000_000
    /// Nanoseconds of packet time during which late segments of an ended connection do not open a new one. A SYN opens
    /// one at any time.
    package var afterlife: Int64 = 60_000_000_000

    /// The standard limits.
    package init() {}
}
