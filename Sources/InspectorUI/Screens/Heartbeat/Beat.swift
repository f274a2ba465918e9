import ByteStreams

/// A ping with its pong; or a pong that answers nothing.
struct Beat: Sendable, Hashable {
    /// What became of it.
    enum Fate: Sendable, Hashable {
        /// Answered after so many nanoseconds.
        case answered(Int64)
        /// Not answered: a later ping was answered before it, or the connection ended a good while after it.
        case missed
        /// Not answered yet.
        case waiting
        /// The connection ended before an answer could be expected.
        case cut
        /// A pong without a ping.
        case unsolicited
    }

    /// Why an answer is late.
    enum Lateness: Sendable, Hashable {
        /// It took many times as long as the answers before it.
        case overMedian
        /// It took longer than this side waits between its pings.
        case overInterval
    }

    /// The message's number in the session.
    let number: Int64
    /// Its number on the connection.
    let seq: Int
    /// When it ended.
    let time: Timestamp
    /// Who sent it.
    let from: Direction
    /// What became of it.
    var fate: Fate
    /// Why its answer is late; nil where it is not.
    var lateness: Lateness?

    /// The round trip, in nanoseconds.
    var roundTrip: Int64? {
        if case .answered(let roundTrip) = fate { roundTrip } else { nil }
    }
}
