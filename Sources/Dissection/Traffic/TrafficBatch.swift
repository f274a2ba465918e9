package import WebSocketWire

/// What a run has seen so far, in numbers.
package struct TrafficTotals: Sendable, Hashable {
    /// Connections and attempts.
    package var connections = 0
    /// Upgrades that were refused.
    package var refused = 0
    /// Messages, control messages included.
    package var messages = 0
    /// Bytes of the messages' frames.
    package var bytes: UInt64 = 0
    /// Findings by severity.
    package var findings: [Severity: Int] = [:]
}

/// Events on their way to whoever writes or shows them, and the payload bytes they refer to.
package struct TrafficBatch: ~Copyable {
    /// The events, in order.
    package private(set) var events: [TrafficEvent] = []
    /// What all batches of the run have held.
    package private(set) var totals = TrafficTotals()
    private var shared = PayloadBuffer()

    /// Payloads above this size are handed over instead of copied.
    private static let largestShared = 16_384
    private static let fullBytes = 65_536
    private static let fullEvents = 512

    /// An empty batch.
    package init() {}

    /// Whether it is time to write the events out.
    package var isFull: Bool { events.count >= Self.fullEvents || shared.count >= Self.fullBytes }

    /// Adds an event.
    package mutating func append(_ event: TrafficEvent) {
        switch event {
        case .opened: totals.connections += 1
        case .closed(let closing):
            if closing.outcome == .refused { totals.refused += 1 }
        case .message(let message):
            totals.messages &+= 1
            totals.bytes &+= message.wireLength
        case .finding(let finding): totals.findings[finding.violation.rule.severity, default: 0] += 1
        case .frame: break
        }
        events.append(event)
    }

    /// Takes a payload's kept bytes in.
    package mutating func take(_ payload: inout Payload) -> PayloadPlace {
        let count = payload.kept.count
        guard count <= Self.largestShared else { return .own(LargePayload(payload.takeKept())) }
        let start = shared.count
        shared.append(payload.kept.bytes)
        return .shared(start..<start &+ count)
    }

    /// Shows the bytes of a message's payload to `body`.
    package func withBytes<Result>(of message: Message, _ body: (RawSpan) -> Result) -> Result {
        switch message.payload {
        case .shared(let range): body(shared.bytes.extracting(range))
        case .own(let large): large.withBytes(body)
        }
    }

    /// Forgets the events that were written out.
    package mutating func clear() {
        events.removeAll(keepingCapacity: true)
        shared.drop(after: 0)
    }
}
