package import ByteStreams
package import WebSocketWire

/// A frame's header as it was seen.
package struct Frame: Sendable, Hashable {
    /// The connection's number.
    package let connection: Int
    /// The number of the frame's message in the connection.
    package let message: Int
    /// The frame's number in its message, from 1.
    package let number: Int
    /// When the header was complete.
    package let time: Timestamp
    /// Who sent it.
    package let from: Direction
    /// Every bit of the header.
    package let header: FrameHeader

    /// A frame by its place in its connection and message, its time, its sender and its header.
    package init(
        connection: Int, message: Int, number: Int, time: Timestamp, from: Direction, header: FrameHeader
    ) {
        self.connection = connection
        self.message = message
        self.number = number
        self.time = time
        self.from = from
        self.header = header
    }
}

/// A broken rule, or another thing worth knowing.
package struct Finding: Sendable, Hashable {
    /// The connection's number.
    package let connection: Int
    /// The message that it is about, where it is about one.
    package let message: Int?
    /// When it was seen.
    package let time: Timestamp
    /// The rule and what was seen.
    package let violation: Violation

    /// A finding by its connection, perhaps its message, its time, and what it says.
    package init(connection: Int, message: Int?, time: Timestamp, violation: Violation) {
        self.connection = connection
        self.message = message
        self.time = time
        self.violation = violation
    }
}

/// The ping that a pong answers.
package struct PingAnswer: Sendable, Hashable {
    /// The ping's message number.
    package let ping: Int
    /// Nanoseconds from the ping to the pong.
    package let roundTrip: Int64

    /// An answer by its ping and its nanoseconds.
    package init(ping: Int, roundTrip: Int64) {
        self.ping = ping
        self.roundTrip = roundTrip
    }
}

/// A message, control messages included. Plain bits: its payload and its troubles stand in the batch that holds it.
package struct Message: Sendable, Hashable {
    /// What is unusual about a message; most have nothing of it.
    package struct Trouble: Sendable, Hashable {
        /// Payload bytes on the wire that were not seen.
        package var missing: UInt64 = 0
        /// The stretches of the payload that are missing.
        package var holes: [Hole] = []
        /// Whether its last frame was never seen.
        package var isIncomplete = false
        /// What is doubtful about it.
        package var doubt: Doubt = []

        /// Nothing unusual yet.
        package init() {}

        init(missing: UInt64, holes: [Hole], isIncomplete: Bool, doubt: Doubt) {
            self.missing = missing
            self.holes = holes
            self.isIncomplete = isIncomplete
            self.doubt = doubt
        }
    }

    /// Where a message's payload is in its batch.
    package enum Place: Sendable, Hashable {
        /// Among the bytes that all messages share.
        case shared(Range<Int>)
        /// In bytes of its own, by their number.
        case own(Int)
    }

    /// The connection's number.
    package let connection: Int
    /// The message's number in the connection, from 1, both directions together.
    package let number: Int
    /// When the last of its bytes had arrived in order.
    package let time: Timestamp
    /// Who sent it.
    package let from: Direction
    /// What it carries.
    package let opcode: Opcode
    /// Whether it was sent compressed.
    package let isCompressed: Bool
    /// Whether less of the payload is kept than was seen.
    package let isCapped: Bool
    /// Its frames.
    package let frames: Int
    /// Payload bytes after unmasking, joining and inflating; nil where they could not be inflated.
    package let length: UInt64?
    /// Bytes that its frames took on the wire, headers included.
    package let wireLength: UInt64
    /// How many of the kept bytes are text; nil where they are not text.
    package let textLength: Int?
    /// The ping that this pong answers.
    package let answer: PingAnswer?
    let place: Place
    /// Where its payload is as it was on the wire, where it was compressed and that is kept.
    let compressed: Place?
    let trouble: Int?

    /// Whether the batch knows something unusual about it.
    package var hasTrouble: Bool { trouble != nil }
}

/// What a byte meant: the second waist, above which nobody knows the wire.
package enum TrafficEvent: Sendable, Hashable {
    /// A connection, or an attempt at one.
    indirect case opened(ConnectionOpening)
    /// A frame's header, where frames are asked for.
    case frame(Frame)
    /// A message that ended.
    case message(Message)
    /// Something worth knowing.
    indirect case finding(Finding)
    /// A connection that ended; the last event about it.
    indirect case closed(ConnectionClosing)
}
