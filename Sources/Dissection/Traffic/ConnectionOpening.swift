package import ByteStreams
package import WebSocketWire

/// Where traffic was observed.
package enum TrafficSource: String, Sendable, Hashable {
    /// A capture file.
    case capture
    /// An interface, at the moment.
    case live
    /// A proxy, at the moment.
    case proxy
    /// A HAR that another program wrote.
    case har
}

/// A WebSocket connection, or the attempt at one, as it began.
package struct ConnectionOpening: Sendable, Hashable {
    /// The connection's number, from 1.
    package let connection: Int
    /// When the response's last head byte was seen, or the first packet.
    package let time: Timestamp
    /// The end that opened it.
    package let client: Endpoint
    /// The end that accepted it.
    package let server: Endpoint
    /// Where it was observed.
    package let source: TrafficSource
    /// What was said in the handshake; nil where none was seen.
    package let handshake: Handshake?
    /// How likely it is that the connection is WebSocket, where its beginning was not seen, from 0 to 1.
    package let confidence: Double?
    /// The TLS around it; nil where it was in clear.
    package let security: StreamSecurity?
    /// The HTTP/2 stream that carries it (RFC 8441); nil where it has a TCP connection to itself.
    package let httpStream: UInt32?

    /// An opening by all that is known of it.
    package init(
        connection: Int, time: Timestamp, client: Endpoint, server: Endpoint, source: TrafficSource,
        handshake: Handshake?, confidence: Double?, security: StreamSecurity?, httpStream: UInt32?
    ) {
        self.connection = connection
        self.time = time
        self.client = client
        self.server = server
        self.source = source
        self.handshake = handshake
        self.confidence = confidence
        self.security = security
        self.httpStream = httpStream
    }

    /// What carries it, which decides the scheme of its address.
    package var carrier: Upgrade.Carrier { security == nil ? .plain : .secured }

    /// A handshake as far as it was seen.
    package struct Handshake: Sendable, Hashable {
        /// The request's head.
        package let request: HTTPHead?
        /// The response's head.
        package let response: HTTPHead?
        /// What they say together.
        package let upgrade: Upgrade
        /// Nanoseconds from the request's first byte to the response's last head byte.
        package let duration: Int64?

        /// A handshake by its heads, what they say together, and its nanoseconds.
        package init(request: HTTPHead?, response: HTTPHead?, upgrade: Upgrade, duration: Int64?) {
            self.request = request
            self.response = response
            self.upgrade = upgrade
            self.duration = duration
        }
    }
}

/// How a connection ended: the first that fits.
package enum ConnectionOutcome: String, Sendable, Hashable {
    /// The server did not accept the upgrade.
    case refused
    /// Both sides sent a Close frame.
    case clean
    /// One side sent a Close frame.
    case oneSided = "one-sided"
    /// A side aborted the transport (RST).
    case reset
    /// A side finished the transport (FIN) without a Close frame.
    case finished = "fin"
    /// The input ended first.
    case open
    /// Anything else.
    case aborted
}

/// A number for each direction.
package struct PerDirection: Sendable, Hashable {
    /// What the client sent.
    package var client: UInt64 = 0
    /// What the server sent.
    package var server: UInt64 = 0

    /// Zero for both.
    package init() {}

    /// The number of a direction.
    package subscript(direction: Direction) -> UInt64 {
        get { direction == .fromClient ? client : server }
        set {
            if direction == .fromClient { client = newValue } else { server = newValue }
        }
    }
}

/// A connection as it ended.
package struct ConnectionClosing: Sendable, Hashable {
    /// The connection's number.
    package let connection: Int
    /// When it ended.
    package let time: Timestamp
    /// How it ended.
    package let outcome: ConnectionOutcome
    /// Who ended it: the first to send Close, FIN or RST.
    package let by: Direction?
    /// The code in the first Close frame.
    package let code: CloseCode?
    /// Messages that each side sent, control messages included.
    package let messages: PerDirection
    /// Bytes on the wire of the frames that each side sent, headers included.
    package let bytes: PerDirection

    /// An end by all that is known of it.
    package init(
        connection: Int, time: Timestamp, outcome: ConnectionOutcome, by: Direction?, code: CloseCode?,
        messages: PerDirection, bytes: PerDirection
    ) {
        self.connection = connection
        self.time = time
        self.outcome = outcome
        self.by = by
        self.code = code
        self.messages = messages
        self.bytes = bytes
    }
}
