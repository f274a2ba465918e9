import WebSocketWire

/// Events on their way to whoever writes or shows them, and the payload bytes they refer to. Messages and frames, of
/// which there are millions, are kept as plain bits.
package struct TrafficBatch: ~Copyable, Sendable {
    /// An event by its kind and its number among those of its kind.
    private enum Entry {
        case message(Int), frame(Int), other(Int)
    }

    private var entries: [Entry] = []
    private var messages: [Message] = []
    private var frames: [Frame] = []
    private var others: [TrafficEvent] = []
    private var troubles: [Message.Trouble] = []
    private var large: [LargePayload] = []
    private var shared = PayloadBuffer()
    /// Payload bytes kept of a message that is told again; `Int.max` for all.
    package var keptPayload = Int.max
    /// What all batches of the run have held.
    package private(set) var totals = TrafficTotals()

    /// Payloads above this size are handed over instead of copied.
    private static let largestShared = 16_384
    private static let fullBytes = 65_536
    private static let fullEvents = 512

    /// An empty batch.
    package init() {}

    /// Goes on counting from `totals`.
    package mutating func resume(after totals: TrafficTotals) {
        self.totals = totals
    }

    /// About how many bytes of memory its events take.
    package var weight: Int {
        entries.count &* 160 &+ shared.count &+ large.reduce(0) { $0 &+ $1.count }
    }

    /// How many events it holds.
    package var count: Int { entries.count }

    /// Whether it is time to write the events out.
    package var isFull: Bool {
        entries.count >= Self.fullEvents || shared.count >= Self.fullBytes || !large.isEmpty
    }

    /// The event at an index, in order.
    package subscript(index: Int) -> TrafficEvent {
        switch entries[index] {
        case .message(let number): .message(messages[number])
        case .frame(let number): .frame(frames[number])
        case .other(let number): others[number]
        }
    }

    /// All events, in order.
    package var events: [TrafficEvent] { entries.indices.map { self[$0] } }

    /// Adds a message.
    mutating func append(_ message: Message) {
        count(message: message.wireLength)
        entries.append(.message(messages.count))
        messages.append(message)
    }

    /// Counts a message that is not told.
    mutating func count(message wireLength: UInt64) {
        totals.messages &+= 1
        totals.bytes &+= wireLength
    }

    /// Adds a frame.
    mutating func append(_ frame: Frame) {
        entries.append(.frame(frames.count))
        frames.append(frame)
    }

    /// Adds an event about a connection.
    mutating func append(_ opening: ConnectionOpening) {
        totals.connections += 1
        append(other: .opened(opening))
    }

    /// Adds an event about a connection.
    mutating func append(_ closing: ConnectionClosing) {
        if closing.outcome == .refused { totals.refused += 1 }
        append(other: .closed(closing))
    }

    /// Adds a finding.
    mutating func append(_ finding: Finding) {
        totals.findings[finding.violation.rule.severity, default: 0] += 1
        append(other: .finding(finding))
    }

    private mutating func append(other event: TrafficEvent) {
        entries.append(.other(others.count))
        others.append(event)
    }

    /// Takes a payload's kept bytes in.
    mutating func take(_ payload: inout Payload) -> Message.Place {
        let count = payload.kept.count
        guard count <= Self.largestShared else {
            large.append(LargePayload(payload.takeKept()))
            return .own(large.count &- 1)
        }
        let start = shared.count
        shared.append(payload.kept.bytes)
        return .shared(start..<start &+ count)
    }

    /// Takes the kept bytes of another batch's payload in.
    mutating func take(_ place: Message.Place, from other: borrowing TrafficBatch) -> Message.Place {
        switch place {
        case .shared(let range):
            let start = shared.count
            shared.append(other.shared.bytes.extracting(range))
            return .shared(start..<start &+ range.count)
        case .own(let number):
            large.append(other.large[number])
            return .own(large.count &- 1)
        }
    }

    /// Takes a copy of bytes in.
    mutating func take(_ bytes: RawSpan) -> Message.Place {
        guard bytes.byteCount <= Self.largestShared else {
            var payload = Payload(cap: .max)
            payload.add(bytes, isText: false)
            return take(&payload)
        }
        let start = shared.count
        shared.append(bytes)
        return .shared(start..<start &+ bytes.byteCount)
    }

    /// Takes in what is unusual about a message.
    mutating func take(_ trouble: Message.Trouble) -> Int {
        troubles.append(trouble)
        return troubles.count - 1
    }

    /// What is unusual about a message; nil for most.
    package func trouble(of message: Message) -> Message.Trouble? {
        message.trouble.map { troubles[$0] }
    }

    /// Shows the kept bytes of a message's payload to `body`.
    package func withBytes<Result>(of message: Message, _ body: (RawSpan) -> Result) -> Result {
        withBytes(at: message.place, body)
    }

    /// Shows the payload of a compressed message as it was on the wire to `body`: unmasked and joined, and still
    /// compressed. Gives nil where it was not compressed, and where that is not kept, or not all of it.
    package func withCompressedBytes<Result>(of message: Message, _ body: (RawSpan) -> Result) -> Result? {
        message.compressed.map { withBytes(at: $0, body) }
    }

    private func withBytes<Result>(at place: Message.Place, _ body: (RawSpan) -> Result) -> Result {
        switch place {
        case .shared(let range): body(shared.bytes.extracting(range))
        case .own(let number): large[number].withBytes(body)
        }
    }

    /// Forgets the events that were written out.
    package mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        messages.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
        if !troubles.isEmpty { troubles.removeAll(keepingCapacity: true) }
        if !large.isEmpty { large.removeAll() }
        shared.drop(after: 0)
    }
}

/// A payload too large to be copied into a batch.
private final class LargePayload: Sendable {
    private let buffer: PayloadBuffer

    var count: Int { buffer.count }

    init(_ buffer: consuming PayloadBuffer) {
        self.buffer = buffer
    }

    func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        buffer.withBytes(body)
    }
}
