import ByteStreams
import Dissection
import WebSocketWire

/// The numbers that a message and what surrounds it have.
enum NumberFacts {
    /// The answer to a test of a number.
    static func holds(
        _ test: borrowing NumberTest, _ fact: Fact, _ message: Message, _ trouble: Message.Trouble?, _ payload: RawSpan,
        _ surroundings: FilterMatcher.Surroundings
    ) -> Bool {
        switch fact {
        case .from: test.holds(message.from == .fromClient ? 0 : 1)
        case .opcode: test.holds(message.opcode.rawValue)
        case .length: test.holds(message.length)
        case .wireLength: test.holds(message.wireLength)
        case .frames: test.holds(message.frames)
        case .compressed: test.holds(message.isCompressed ? 1 : 0)
        case .rtt: message.answer.map { test.holds(billionths: Int128($0.roundTrip)) } ?? false
        case .time: test.holds(billionths: Int128(message.time.nanoseconds))
        case .seq: test.holds(message.number)
        case .delta: surroundings.delta.map { test.holds(billionths: Int128($0)) } ?? false
        case .code: holds(test, code: message, trouble, payload)
        case .doubt: holds(test, doubt: trouble?.doubt.rawValue ?? 0)
        case .severity: holds(test, severities: surroundings.findings)
        default: holds(test, fact, surroundings.frames)
        }
    }

    /// The answer to a test of severities.
    static func holds(_ test: borrowing NumberTest, severities findings: [Finding]) -> Bool {
        test.holds(any: findings.lazy.map { rank($0.violation.rule.severity) })
    }

    private static func holds(_ test: borrowing NumberTest, _ fact: Fact, _ frames: [Frame]) -> Bool {
        switch fact {
        case .fin: test.holds(any: frames.lazy.map { $0.header.isFinal ? 1 : 0 })
        case .rsv: test.holds(any: frames.lazy.map(\.header.reservedBits))
        case .masked: test.holds(any: frames.lazy.map { $0.header.isMasked ? 1 : 0 })
        case .mask: test.holds(any: frames.lazy.compactMap { $0.header.mask?.bits })
        case .headerLength: test.holds(any: frames.lazy.map(\.header.headerLength))
        case .frameLength: test.holds(any: frames.lazy.map(\.header.length))
        default: false
        }
    }

    private static func holds(
        _ test: borrowing NumberTest, code message: Message, _ trouble: Message.Trouble?, _ payload: RawSpan
    ) -> Bool {
        guard message.opcode == .close, trouble?.missing ?? 0 == 0 else { return false }
        return test.holds(CloseBody(payload).code?.rawValue)
    }

    private static func holds(_ test: borrowing NumberTest, doubt bits: UInt8) -> Bool {
        bits != 0 && test.holds(any: (0..<4).lazy.filter { bits >> UInt8($0) & 1 == 1 })
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
        _ test: borrowing TextTest, _ fact: Fact, _ message: Message, _ trouble: Message.Trouble?, _ payload: RawSpan,
        _ surroundings: FilterMatcher.Surroundings, _ limitsReached: inout Int
    ) -> Bool {
        switch fact {
        case .finding: return test.holds(any: surroundings.findings.lazy.map(\.violation.rule.id), &limitsReached)
        case .payload: return test.holds(payload, &limitsReached)
        case .text:
            guard let length = message.textLength else { return false }
            return test.holds(payload.extracting(first: length), &limitsReached)
        case .pingPayload: return message.opcode == .ping && test.holds(payload, &limitsReached)
        case .pongPayload: return message.opcode == .pong && test.holds(payload, &limitsReached)
        case .reason:
            guard message.opcode == .close, trouble?.missing ?? 0 == 0, case .code = CloseBody(payload) else {
                return false
            }
            return test.holds(payload.extracting(2..<payload.byteCount), &limitsReached)
        default: return false
        }
    }
}
