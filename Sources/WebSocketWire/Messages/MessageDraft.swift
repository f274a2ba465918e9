/// Why a message is not to be trusted wholly.
package struct Doubt: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Its first frame was found again after lost bytes, or in a stream whose start was not seen.
    package static let resynchronised = Doubt(rawValue: 1)
    /// It was inflated in a context of which parts are lost.
    package static let contextLost = Doubt(rawValue: 2)
    /// No handshake was seen: that RSV1 means permessage-deflate is a guess.
    package static let inferredDeflate = Doubt(rawValue: 4)
    /// It could not be inflated: the payload is the compressed bytes.
    package static let notInflated = Doubt(rawValue: 8)

    /// The doubts by the names they have in message logs.
    package var names: [String] {
        var names: [String] = []
        if contains(.resynchronised) { names.append("resynchronised") }
        if contains(.contextLost) { names.append("context-lost") }
        if contains(.inferredDeflate) { names.append("inferred-deflate") }
        if contains(.notInflated) { names.append("not-inflated") }
        return names
    }
}

/// A message as it grows, frame by frame.
package struct MessageDraft: ~Copyable {
    /// Whether a message is in progress.
    package private(set) var isActive = false
    /// The message's number, given by the caller.
    package private(set) var number = 0
    /// The first frame's opcode; `continuation` where a continuation frame had nothing to continue.
    package private(set) var opcode = Opcode.continuation
    /// Frames so far.
    package internal(set) var frames = 0
    /// Bytes of the frames so far, headers included, missing ones too.
    package internal(set) var wireLength: UInt64 = 0
    /// Whether the first frame said that the message is compressed.
    package private(set) var isCompressed = false
    /// Payload bytes on the wire that were not seen.
    package internal(set) var missing: UInt64 = 0
    /// What is doubtful about it.
    package internal(set) var doubt: Doubt = []
    /// The laws that its frames broke.
    package internal(set) var violations: [Violation] = []
    /// How many more there were than are kept.
    package private(set) var omittedViolations = 0
    /// The payload, inflated where that is possible.
    package var payload: Payload
    /// The payload of a compressed message as it was on the wire, unmasked and joined.
    package var compressed: Payload
    /// Whether inflating the message failed, or stopped at its limit.
    package internal(set) var inflation = Inflater.Outcome.inflated

    /// No message.
    init() {
        payload = Payload(cap: 0)
        compressed = Payload(cap: 0)
    }

    /// Bytes of memory that the payload of the message in progress takes.
    package var memory: Int { isActive ? payload.memory &+ compressed.memory : 0 }

    /// Bytes of payload that are kept so far; of a compressed message those of the longer form.
    package var keptLength: Int { max(payload.kept.count, compressed.kept.count) }

    /// Whether its kept payload is judged as text.
    var isText: Bool { opcode == .text }

    mutating func begin(_ number: Int, _ header: FrameHeader, compressed isCompressed: Bool, cap: Int) {
        isActive = true
        self.number = number
        opcode = header.opcode
        frames = 0
        wireLength = 0
        self.isCompressed = isCompressed
        missing = 0
        doubt = []
        if !violations.isEmpty { violations = [] }
        omittedViolations = 0
        inflation = .inflated
        payload.clear(cap: cap)
        if isCompressed || compressed.length > 0 { compressed.clear(cap: cap) }
    }

    /// Counts a frame of the message; its payload is counted as it comes.
    mutating func count(_ header: FrameHeader) {
        frames &+= 1
        wireLength &+= UInt64(header.headerLength)
    }

    /// Keeps the compressed bytes as the payload, since the inflated ones are not to be had.
    mutating func fallBackToCompressed() {
        doubt.insert(.notInflated)
        swap(&payload, &compressed)
    }

    /// Drops findings beyond the limit, and counts them.
    mutating func limitViolations() {
        guard violations.count > Limits.violations else { return }
        omittedViolations &+= violations.count - Limits.violations
        violations.removeLast(violations.count - Limits.violations)
    }

    /// Adds a finding about the message.
    package mutating func note(_ violation: Violation) {
        violations.append(violation)
    }

    /// Keeps no more of the payload than its first `limit` bytes from now on.
    package mutating func shrink(to limit: Int) {
        payload.shrink(to: limit)
        compressed.shrink(to: limit)
    }

    /// Ends the message: the next one may begin.
    package mutating func clear() {
        isActive = false
        payload.clear(cap: 0)
        compressed.clear(cap: 0)
    }
}
