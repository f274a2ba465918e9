import ByteStreams
import Dissection
import WebSocketWire

/// The numbers that a message and what surrounds it have.
enum NumberFacts {
    /// The answer to a test of a number.
    static func holds(
        _ test: borrowing NumberTest, _ fact: Fact, _ message: Message?, _ trouble: Message.Trouble?, _ payload: RawSpan,
        _ surroundings: borrowing FilterMatcher.Surroundings
    ) -> Bool {
        switch fact {
        case .severity:
            return test.holds(any: surroundings.findings.lazy.map { rank($0.violation.rule.severity) })
        case .fin: return test.holds(any: surroundings.frames.lazy.map { $0.header.isFinal ? 1 : 0 })
        case .rsv: return test.holds(any: surroundings.frames.lazy.map(\.header.reservedBits))
        case .masked: return test.holds(any: surroundings.frames.lazy.map { $0.header.isMasked ? 1 : 0 })
        case .mask: return test.holds(any: surroundings.frames.lazy.compactMap { $0.header.mask?.bits })
        case .headerLength: return test.holds(any: surroundings.frames.lazy.map(\.header.headerLength))
        case .frameLength: return test.holds(any: surroundings.frames.lazy.map(\.header.length))
        case .delta: return surroundings.delta.map { test.holds(billionths: Int128($0)) } ?? false
        default:
            guard let message else { return false }
            return holds(test, fact, message, trouble, payload)
        }
    }

    private static func holds(
        _ test: borrowing NumberTest, _ fact: Fact, _ message: Message, _ trouble: Message.Trouble?, _ payload: RawSpan
    ) -> Bool {
        switch fact {
        case .from: return test.holds(message.from == .fromClient ? 0 : 1)
        case .opcode: return test.holds(message.opcode.rawValue)
        case .length: return test.holds(message.length)
        case .wireLength: return test.holds(message.wireLength)
        case .frames: return test.holds(message.frames)
        case .compressed: return test.holds(message.isCompressed ? 1 : 0)
        case .rtt: return message.answer.map { test.holds(billionths: Int128($0.roundTrip)) } ?? false
        case .time: return test.holds(billionths: Int128(message.time.nanoseconds))
        case .seq: return test.holds(message.number)
        case .code:
            guard message.opcode == .close, trouble?.missing ?? 0 == 0 else { return false }
            return test.holds(CloseBody(payload).code?.rawValue)
        case .doubt:
            guard let bits = trouble?.doubt.rawValue, bits != 0 else { return false }
            return test.holds(any: (0..<4).lazy.filter { bits >> UInt8($0) & 1 == 1 })
        default: return false
        }
    }

    private static func rank(_ severity: Severity) -> Int {
        switch severity {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// The texts that a message and what surrounds it have.
enum TextFacts {
    /// The answer to a test of text.
    static func holds(
        _ test: borrowing TextTest, _ fact: Fact, _ message: Message?, _ trouble: Message.Trouble?, _ payload: RawSpan,
        _ surroundings: borrowing FilterMatcher.Surroundings, _ limitsReached: inout Int
    ) -> Bool {
        if fact == .finding {
            return test.holds(any: surroundings.findings.lazy.map(\.violation.rule.id), &limitsReached)
        }
        guard let message else { return false }
        switch fact {
        case .payload: return test.holds(payload, &limitsReached)
        case .text:
            guard let length = message.textLength else { return false }
            return test.holds(payload.extracting(first: length), &limitsReached)
        case .pingPayload: return message.opcode == .ping && test.holds(payload, &limitsReached)
        case .pongPayload: return message.opcode == .pong && test.holds(payload, &limitsReached)
        case .reason:
            guard message.opcode == .close, trouble?.missing ?? 0 == 0, case .code = CloseBody(payload) else { return false }
            return test.holds(payload.extracting(2..<payload.byteCount), &limitsReached)
        default: return false
        }
    }
}
