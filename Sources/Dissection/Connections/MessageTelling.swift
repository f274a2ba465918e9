import ByteStreams
import WebSocketWire

/// How a message that ended becomes an event.
extension WebSocketLane {
    /// What is told of messages.
    struct Telling {
        /// Whether they are told at all, and not only counted.
        let messages: Bool
        /// Whether compressed payloads are told as they were on the wire too.
        let compressed: Bool
    }

    static func tell(
        _ draft: inout MessageDraft, isIncomplete: Bool = false, _ telling: Telling, from direction: Direction,
        at time: Timestamp, _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        story.count(from: direction, wireLength: draft.wireLength)
        var answer: PingAnswer?
        if draft.opcode.isControl, !isIncomplete {
            answer = noteControl(&draft, from: direction, at: time, &story)
        }
        if telling.messages {
            append(draft: &draft, isIncomplete: isIncomplete, answer, telling, from: direction, at: time, story, &batch)
        } else {
            batch.count(message: draft.wireLength)
        }
        for violation in draft.violations {
            story.tell(violation, message: draft.number, at: time, into: &batch)
        }
        if draft.omittedViolations > 0 {
            story.tell(
                Violation(StreamRules.findingsOmitted, "\(draft.omittedViolations) more about this message"),
                message: draft.number, at: time, into: &batch)
        }
        draft.clear()
    }

    private static func append(
        draft: inout MessageDraft, isIncomplete: Bool, _ answer: PingAnswer?, _ telling: Telling,
        from direction: Direction, at time: Timestamp, _ story: borrowing ConnectionStory, _ batch: inout TrafficBatch
    ) {
        let isNotInflated = draft.doubt.contains(.notInflated)
        let textLength = draft.opcode == .text && !isNotInflated ? draft.payload.textLength : nil
        let length = isNotInflated || draft.inflation == .limitReached ? nil : draft.payload.length
        let isCapped = draft.payload.isCapped
        let trouble = trouble(of: draft, isIncomplete: isIncomplete).map { batch.take($0) }
        let place = batch.take(&draft.payload)
        var compressed: Message.Place?
        if telling.compressed, draft.isCompressed {
            compressed = isNotInflated ? place : Self.takeCompressed(of: &draft, into: &batch)
        }
        batch.append(
            Message(
                connection: story.connection, number: draft.number, time: time, from: direction, opcode: draft.opcode,
                isCompressed: draft.isCompressed, isCapped: isCapped, frames: draft.frames, length: length,
                wireLength: draft.wireLength, textLength: textLength, answer: answer, place: place,
                compressed: compressed,
                trouble: trouble))
    }

    /// Takes the compressed bytes in; nil where not all of them are kept.
    private static func takeCompressed(
        of draft: inout MessageDraft, into batch: inout TrafficBatch
    ) -> Message.Place? {
        draft.compressed.isCapped ? nil : batch.take(&draft.compressed)
    }

    private static func trouble(of draft: borrowing MessageDraft, isIncomplete: Bool) -> Message.Trouble? {
        let isPlain = draft.missing == 0 && !isIncomplete && draft.doubt.isEmpty && draft.payload.holes.isEmpty
        guard !isPlain else { return nil }
        return Message.Trouble(
            missing: draft.missing, holes: draft.payload.holes, isIncomplete: isIncomplete, doubt: draft.doubt)
    }

    /// Takes note of what a control message means for the connection; says which ping a pong answers.
    private static func noteControl(
        _ draft: inout MessageDraft, from direction: Direction, at time: Timestamp, _ story: inout ConnectionStory
    ) -> PingAnswer? {
        switch draft.opcode {
        case .close:
            story.close(from: direction, code: draft.missing == 0 ? CloseBody(draft.payload.kept.bytes).code : nil)
        case .ping where draft.missing == 0:
            story.ping(draft.number, from: direction, at: time, draft.payload.kept.bytes)
        case .pong where draft.missing == 0:
            switch story.pong(from: direction, at: time, draft.payload.kept.bytes) {
            case .answer(let answer): return answer
            case .late(let answer):
                draft.note(
                    Violation(StreamRules.pongLate, "a later ping than \(answer.ping) was answered before"))
                return answer
            case .unsolicited where story.hasGap || story.hasForgottenPings: break
            case .unsolicited:
                draft.note(Violation(StreamRules.pongUnsolicited, "no ping has this payload"))
            }
        default: break
        }
        return nil
    }
}
