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
}

/// The ping that a pong answers.
package struct PingAnswer: Sendable, Hashable {
    /// The ping's message number.
    package let ping: Int
    /// Nanoseconds from the ping to the pong.
    package let roundTrip: Int64
}

/// A message, control messages included.
package struct Message {
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
    /// Payload bytes after unmasking, joining and inflating; nil where they could not be inflated.
    package let length: UInt64?
    /// Bytes that its frames took on the wire, headers included.
    package let wireLength: UInt64
    /// Its frames.
    package let frames: Int
    /// Whether it was sent compressed.
    package let isCompressed: Bool
    /// Where its payload is, in the batch that holds it.
    package let payload: PayloadPlace
    /// How many of the payload's bytes are text; nil where it is not text.
    package let textLength: Int?
    /// Whether less of the payload is kept than was seen.
    package let isCapped: Bool
    /// The ping that this pong answers.
    package let answer: PingAnswer?
    /// What is unusual about it.
    package let trouble: Trouble?
}

/// Where a message's payload is.
package enum PayloadPlace {
    /// In the batch's own bytes.
    case shared(Range<Int>)
    /// In bytes of its own.
    case own(LargePayload)
}

/// A payload too large to be copied into a batch.
package final class LargePayload {
    private let buffer: PayloadBuffer

    /// Takes the bytes over.
    package init(_ buffer: consuming PayloadBuffer) {
        self.buffer = buffer
    }

    /// Shows the payload to `body`.
    package func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        buffer.withBytes(body)
    }
}

/// What a byte meant: the second waist, above which nobody knows the wire.
package enum TrafficEvent {
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
