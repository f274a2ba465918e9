import ByteStreams
import WebSocketWire

/// One transport connection: its HTTP until an upgrade, then its WebSocket frames. A refused attempt is a connection of
/// its own, and HTTP goes on behind it.
final class ConnectionDissector {
    enum Phase {
        /// HTTP, or not known yet.
        case http
        case webSocket
        /// Something else than WebSocket.
        case foreign
    }

    let opening: StreamOpening
    /// A count of missing bytes that is not known.
    static let unknownCount = Int.max

    let openedAt: Timestamp
    let options: DissectionOptions
    var phase = Phase.http
    var watch = UpgradeWatch()
    var searches = LaneSearches()
    var socket: WebSocketConnection?
    /// The connection that an upgrade request has opened and nobody has answered.
    var attempt: ConnectionStory?
    /// Whether the directions are the other way round than the tap says.
    var isSwapped = false
    /// Whether the directions were swapped once for what they say.
    var hasSwappedRoles = false
    var hasGap = false
    var finishedBy: Direction?
    var abortedBy: Direction?
    var lastTime: Timestamp
    /// The TLS around the bytes, where there is any.
    var security: StreamSecurity?
    /// The HTTP/2 stream that it is; nil where it is a TCP connection.
    let httpStream: UInt32?
    /// Findings from before a WebSocket connection was recognised; the next one's.
    var earlyFindings: [(violation: Violation, time: Timestamp)] = []

    init(_ opening: StreamOpening, at time: Timestamp, options: DissectionOptions, httpStream: UInt32? = nil) {
        self.opening = opening
        self.options = options
        self.httpStream = httpStream
        openedAt = time
        lastTime = time
        if options.decodeAs[opening.client.port] != nil, options.decodeAs[opening.server.port] == nil,
            opening.roles == .guessed
        {
            isSwapped = true
        }
    }

    /// The end that opened the connection, as far as is known now.
    var client: Endpoint { isSwapped ? opening.server : opening.client }

    /// The end that accepted it.
    var server: Endpoint { isSwapped ? opening.client : opening.server }

    /// Bytes of memory that payloads in progress take.
    var memory: Int { socket?.memory ?? 0 }

    /// Bytes kept of the message in progress that has most.
    var longestPayload: Int { socket?.longestPayload ?? 0 }

    /// Caps the longest message in progress.
    func capPayload(at limit: Int) {
        socket?.capPayload(at: limit)
    }

    /// Whether nothing of interest can come any more.
    var isOver: Bool { phase == .foreign && attempt == nil }

    func role(_ direction: Direction) -> Direction {
        isSwapped ? direction.opposite : direction
    }

    /// Takes note that the directions are the other way round.
    func swapSides() {
        isSwapped.toggle()
        finishedBy = finishedBy?.opposite
        abortedBy = abortedBy?.opposite
        searches = LaneSearches(client: searches.server, server: searches.client)
    }

    /// Takes a direction's next bytes; says by how many bytes the payloads in progress grew.
    func accept(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, numbering: inout Int,
        into batch: inout TrafficBatch
    ) -> Int {
        lastTime = time
        switch phase {
        case .webSocket: return socket?.accept(bytes, role(direction), at: time, &batch) ?? 0
        case .http:
            acceptHTTP(bytes, role(direction), at: time, &numbering, &batch)
            if phase != .http, attempt == nil { forgetHandshake() }
            return memory
        case .foreign: return 0
        }
    }

    /// Takes note of bytes that were not seen.
    func skip(
        _ count: Int, _ direction: Direction, at time: Timestamp, numbering: inout Int, into batch: inout TrafficBatch
    ) {
        lastTime = time
        hasGap = true
        let direction = role(direction)
        switch phase {
        case .webSocket: socket?.skip(count, direction, at: time, &batch)
        case .http: skipHTTP(count, direction, at: time, &numbering, &batch)
        case .foreign: break
        }
    }

    /// Takes note of a copy that differs.
    func note(
        _ conflict: StreamConflict, _ direction: Direction, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        let violation = Violation(
            StreamRules.conflictingCopy,
            "\(conflict.count) bytes from the \(role(direction).name), at byte \(conflict.offset) of its stream, "
                + "were sent again with another content")
        guard phase == .webSocket || attempt != nil else { return }
        tell(violation, at: time, into: &batch)
    }

    /// Tells a finding about the transport, now or with the connection's opening.
    func tell(_ violation: Violation, at time: Timestamp, into batch: inout TrafficBatch) {
        if phase == .webSocket {
            socket?.story.tell(violation, at: time, into: &batch)
        } else if attempt != nil {
            attempt?.postpone(violation, at: time)
        } else if earlyFindings.count < DissectionLimits.postponedFindings {
            earlyFindings.append((violation, time))
        }
    }

    /// Takes note that a direction ended in order.
    func finish(_ direction: Direction, at time: Timestamp, into batch: inout TrafficBatch) {
        lastTime = time
        let direction = role(direction)
        if finishedBy == nil { finishedBy = direction }
        socket?.story.finish(from: direction, at: time, into: &batch)
    }

    /// Takes note that a side aborted the connection.
    func abort(_ direction: Direction) {
        let direction = role(direction)
        if abortedBy == nil { abortedBy = direction }
        socket?.story.abort(from: direction)
    }

    /// Ends the connection.
    func end(_ end: StreamEnd, at time: Timestamp, numbering: inout Int, into batch: inout TrafficBatch) {
        let time = max(time, lastTime)
        if phase != .webSocket { endHTTP(end, at: time, &numbering, &batch) }
        socket?.end(end, at: time, &batch)
    }
}

/// The searches for frames in the directions of a connection whose beginning was not seen.
struct LaneSearches {
    var client: BorderSearch?
    var server: BorderSearch?

    subscript(direction: Direction) -> BorderSearch? {
        get { direction == .fromClient ? client : server }
        set {
            if direction == .fromClient { client = newValue } else { server = newValue }
        }
    }
}
