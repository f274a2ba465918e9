/// Who said something. An observer has no "sent" and "received".
package enum Direction: UInt8, Sendable, Hashable, CaseIterable {
    /// From the side that opened the connection.
    case fromClient
    /// From the side that accepted it.
    case fromServer

    /// Whether both are the same side.
    @inlinable
    package static func == (left: Direction, right: Direction) -> Bool {
        switch (left, right) {
        case (.fromClient, .fromClient), (.fromServer, .fromServer): true
        case (.fromClient, .fromServer), (.fromServer, .fromClient): false
        }
    }

    /// The other side.
    @inlinable
    package var opposite: Direction {
        self == .fromClient ? .fromServer : .fromClient
    }
}

/// Names one connection among those of a run.
package struct StreamID: Sendable, Hashable {
    /// A small index, given again to a later stream after `StreamEvent.ended`: good for indexing an array.
    package let slot: Int
    /// Counts streams from 0 and is never given twice.
    package let serial: Int

    /// A stream's name.
    package init(slot: Int, serial: Int) {
        self.slot = slot
        self.serial = serial
    }
}

/// What is known of a connection when its first packet or byte is seen.
package struct StreamOpening: Sendable, Hashable {
    /// How it is known which end is the client.
    package enum Roles: Sendable, Hashable {
        /// The opening of the connection was seen.
        case known
        /// Nobody was seen opening it: the end with the higher port is taken for the client.
        case guessed
    }

    /// The end that opened the connection.
    package let client: Endpoint
    /// The end that accepted it.
    package let server: Endpoint
    /// Whether `client` and `server` are known or guessed.
    package let roles: Roles

    /// The facts of an opening.
    package init(client: Endpoint, server: Endpoint, roles: Roles) {
        self.client = client
        self.server = server
        self.roles = roles
    }
}

/// Why nothing more comes from a stream.
package enum StreamEnd: Sendable, Hashable {
    /// Both sides finished, or one aborted.
    case complete
    /// The same addresses and ports opened a new connection.
    case replaced
    /// The input ended first.
    case inputEnded
    /// The stream was forgotten to stay within the limits of the source: it was the one idle for longest.
    case forgotten
}

/// A copy of bytes seen before that differs from them. The first copy counts.
package struct StreamConflict: Sendable, Hashable {
    /// Offset in the direction's stream of the first byte that differs, from 0 at its first byte.
    package let offset: Int
    /// How many bytes differ.
    package let count: Int

    /// The facts of a conflict.
    package init(offset: Int, count: Int) {
        self.offset = offset
        self.count = count
    }
}

/// What a tap saw on one connection. Bytes are borrowed for the time of the call.
package enum StreamEvent: ~Escapable {
    /// The first event of every stream.
    case opened(StreamOpening)
    /// The next bytes of a direction, in order.
    case bytes(Direction, RawSpan)
    /// The next bytes of a direction, so many, were on the wire and not seen.
    case gap(Direction, count: Int)
    /// The next bytes of a direction, it is not known how many, were on the wire and could not be seen.
    case lost(Direction)
    /// The bytes that follow were inside TLS. Comes again where more becomes known of it.
    case secured(StreamSecurity)
    /// Something worth knowing about the stream, or about one of its directions.
    case noted(StreamNote)
    /// A retransmission said something else than the bytes already delivered or held.
    case conflict(Direction, StreamConflict)
    /// The direction ended in order (FIN).
    case finished(Direction)
    /// This side aborted the connection (RST).
    case aborted(Direction)
    /// The last event of every stream.
    case ended(StreamEnd)
}
