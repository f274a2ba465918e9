import ByteStreams
import Dissection
import WebSocketWire

/// The connection of a HAR's entry, told event by event.
struct HARStory {
    /// Messages of one connection that are said to be unreadable, at most.
    private static let mostFlaws = 64

    private let facts: HARFacts
    private let connection: Int
    private var message = HARMessage()
    private var count = 0
    private var messages = PerDirection()
    private var latest: Timestamp
    private var flaws = 0
    private var hasError = false

    /// Tells the opening.
    init(_ facts: HARFacts, connection: Int, into batch: inout TrafficBatch) {
        self.facts = facts
        self.connection = connection
        let opening = facts.opening(connection: connection)
        latest = opening.time
        batch.restore(opening)
    }

    mutating func begin(_ place: HARPlace) {
        if place == .message { message = HARMessage() }
    }

    mutating func take(_ value: borrowing HARValue, _ place: HARPlace, _ name: String) {
        message.take(value, place, name)
    }

    /// Takes in what ends, and tells a message that has.
    mutating func end(_ place: HARPlace, into batch: inout TrafficBatch) {
        guard place == .message else { return message.end(place) }
        var told: RestoredMessage?
        let flaw = message.tell(connection: connection, next: count + 1, earlier: latest) { restored, bytes in
            told = restored
            batch.restore(restored, payload: bytes)
        }
        if let told {
            count = max(count, told.number)
            messages[told.from] &+= 1
            latest = max(latest, told.time)
        }
        if let flaw { tell(flaw, message: told?.number, time: message.toldTime ?? latest, into: &batch) }
        message = HARMessage()
    }

    private mutating func tell(
        _ flaw: HARMessage.Flaw, message number: Int?, time: Timestamp, into batch: inout TrafficBatch
    ) {
        if case .error = flaw { hasError = true }
        latest = max(latest, time)
        flaws += 1
        guard flaws <= Self.mostFlaws else { return }
        let violation =
            switch flaw {
            case .error(let words): Violation(HARRules.connectionError, words)
            case .unreadable(let reason):
                Violation(
                    HARRules.unreadableMessage, flaws < Self.mostFlaws ? reason : reason + "; more are not told")
            }
        batch.restore(Finding(connection: connection, message: number, time: time, violation: violation))
    }

    /// Tells the findings and the end.
    mutating func finish(into batch: inout TrafficBatch) {
        if facts.isCut {
            let violation = Violation(HARRules.leftOut, "more than that is left out")
            batch.restore(Finding(connection: connection, message: nil, time: latest, violation: violation))
        }
        for note in facts.notes {
            let rule = Rule(note.rule, note.section, note.severity, note.law)
            batch.restore(
                Finding(
                    connection: connection, message: note.message, time: note.time ?? latest,
                    violation: Violation(rule, note.detail)))
        }
        if facts.notesLeftOut > 0 {
            let violation = Violation(HARRules.findingsLeftOut, "\(facts.notesLeftOut) more are left out")
            batch.restore(Finding(connection: connection, message: nil, time: latest, violation: violation))
        }
        batch.restore(facts.closing(connection: connection, messages: messages, hasError: hasError, latest: latest))
    }
}
