import ByteStreams
import WebSocketWire

/// What both directions of one WebSocket connection share: its number, its messages' numbers, its heartbeats, its end.
struct ConnectionStory {
    let connection: Int
    /// The number of the next message.
    var nextMessage = 1
    private(set) var messages = PerDirection()
    private(set) var bytes = PerDirection()
    /// Whether the connection was accepted; false for an attempt that was not, or not yet.
    var isEstablished = false
    var isRefused = false
    /// Whether bytes are missing, so that what was not seen may have been there.
    var hasGap = false
    /// Findings from before the connection's opening was told.
    private(set) var postponed: [(violation: Violation, time: Timestamp)] = []
    private var firstCloser: (by: Direction, code: CloseCode?)?
    private var closedDirections: Set<Direction> = []
    private var finisher: Direction?
    private var aborter: Direction?
    private var clientPings = Heartbeats()
    private var serverPings = Heartbeats()

    init(connection: Int) {
        self.connection = connection
    }

    /// Tells a finding about the connection or one of its messages.
    func tell(
        _ violation: Violation, message: Int? = nil, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        batch.append(Finding(connection: connection, message: message, time: time, violation: violation))
    }

    /// Keeps a finding until the connection's opening is told; the first ones only.
    mutating func postpone(_ violation: Violation, at time: Timestamp) {
        guard postponed.count < DissectionLimits.postponedFindings else { return }
        postponed.append((violation, time))
    }

    /// Counts a message that ended.
    mutating func count(from direction: Direction, wireLength: UInt64) {
        messages[direction] &+= 1
        bytes[direction] &+= wireLength
    }

    /// Takes note of a Close frame.
    mutating func close(from direction: Direction, code: CloseCode?) {
        if firstCloser == nil { firstCloser = (direction, code) }
        closedDirections.insert(direction)
    }

    /// Whether pings were forgotten to stay within the limit, so that a pong may answer one of them.
    var hasForgottenPings: Bool { clientPings.forgotten + serverPings.forgotten > 0 }

    /// Takes note of the transport's end in a direction.
    mutating func finish(from direction: Direction, at time: Timestamp, into batch: inout TrafficBatch) {
        guard finisher == nil, aborter == nil else { return }
        finisher = direction
        if isEstablished, direction == .fromClient, hasClosed(.fromServer) {
            tell(
                Violation(StreamRules.clientFinishedFirst, "the client sent FIN before the server"), at: time,
                into: &batch)
        }
    }

    /// Takes note of who ended the transport first, before the story began.
    mutating func setFinisher(_ direction: Direction) {
        finisher = direction
    }

    /// Takes note that a side aborted the transport.
    mutating func abort(from direction: Direction) {
        if aborter == nil { aborter = direction }
    }

    private func hasClosed(_ direction: Direction) -> Bool {
        closedDirections.contains(direction)
    }

    mutating func ping(_ number: Int, from direction: Direction, at time: Timestamp, _ payload: RawSpan) {
        if direction == .fromClient {
            clientPings.ping(number, at: time, payload)
        } else {
            serverPings.ping(number, at: time, payload)
        }
    }

    mutating func pong(from direction: Direction, at time: Timestamp, _ payload: RawSpan) -> Heartbeats.Match {
        direction == .fromServer ? clientPings.pong(at: time, payload) : serverPings.pong(at: time, payload)
    }

    /// Ends the story.
    func end(_ end: StreamEnd, at time: Timestamp, into batch: inout TrafficBatch) {
        if isEstablished { tellEnd(end, at: time, into: &batch) }
        batch.append(
            ConnectionClosing(
                connection: connection, time: time, outcome: outcome(end), by: endedBy, code: firstCloser?.code,
                messages: messages, bytes: bytes))
    }

    private func tellEnd(_ end: StreamEnd, at time: Timestamp, into batch: inout TrafficBatch) {
        if firstCloser == nil {
            for ping in (clientPings.unanswered + serverPings.unanswered).sorted() where !hasGap && end == .complete {
                tell(
                    Violation(StreamRules.pingUnanswered, "no pong answers this ping"), message: ping, at: time,
                    into: &batch)
            }
        }
        guard !hasGap, end == .complete else { return }
        if firstCloser == nil {
            let how = aborter == nil ? "FIN" : "RST"
            tell(Violation(StreamRules.noClose, "the transport ended with \(how) alone"), at: time, into: &batch)
        } else if let silent = Direction.allCases.first(where: { !hasClosed($0) }) {
            tell(
                Violation(StreamRules.closeUnanswered, "the \(silent.name) sent no Close frame"), at: time,
                into: &batch)
        }
    }

    private func outcome(_ end: StreamEnd) -> ConnectionOutcome {
        if isRefused { return .refused }
        if hasClosed(.fromClient), hasClosed(.fromServer) { return .clean }
        if firstCloser != nil { return .oneSided }
        if aborter != nil { return .reset }
        if finisher != nil { return .finished }
        return end == .inputEnded ? .open : .aborted
    }

    private var endedBy: Direction? {
        if isRefused { return .fromServer }
        return firstCloser?.by ?? aborter ?? finisher
    }
}
