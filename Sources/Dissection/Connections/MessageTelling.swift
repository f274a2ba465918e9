import ByteStreams
import WebSocketWire

/// How a message that ended becomes an event.
extension WebSocketLane {
    static func tell(
        _ draft: inout MessageDraft, isIncomplete: Bool = false, from direction: Direction, at time: Timestamp,
        _ story: inout ConnectionStory, _ batch: inout TrafficBatch
    ) {
        story.count(from: direction, wireLength: draft.wireLength)
        var answer: PingAnswer?
        if draft.opcode.isControl, !isIncomplete {
            answer = noteControl(&draft, from: direction, at: time, &story)
        }
        let isInflated = !draft.doubt.contains(.notInflated) && draft.inflation != .limitReached
        let textLength = draft.opcode == .text && !draft.doubt.contains(.notInflated) ? draft.payload.textLength : nil
        let length = isInflated ? draft.payload.length : nil
        let isCapped = draft.payload.isCapped
        let trouble = trouble(of: draft, isIncomplete: isIncomplete)
        let place = batch.take(&draft.payload)
        batch.append(
            .message(
                Message(
                    connection: story.connection, number: draft.number, time: time, from: direction,
                    opcode: draft.opcode, length: length, wireLength: draft.wireLength, frames: draft.frames,
                    isCompressed: draft.isCompressed, payload: place, textLength: textLength, isCapped: isCapped,
                    answer: answer, trouble: trouble)))
        for violation in draft.violations {
            story.tell(violation, message: draft.number, at: time, into: &batch)
        }
        draft.clear()
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
            case .unsolicited:
                draft.note(Violation(StreamRules.pongUnsolicited, "no ping has this payload"))
            }
        default: break
        }
        return nil
    }
}
