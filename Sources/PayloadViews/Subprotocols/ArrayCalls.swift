import JSONText

/// Protocols whose messages are arrays with a number first: OCPP-J (Open Charge Point Protocol 2.0.1 part 4) and WAMP 2.
enum ArrayCalls {
    /// Says what a message of OCPP-J is, where it is one.
    static func ocpp(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard !outline.isObject, outline.isAlone(bytes), let type = bytes.integer(outline[0]),
            let id = outline[1], id.kind == .string
        else { return nil }
        switch type {
        case 2, 6:
            guard let action = outline[2], action.kind == .string, isContainer(outline[3]) || outline.isCut else {
                return nil
            }
            text.write(type == 2 ? "OCPP CALL " : "OCPP SEND ")
            text.add(bytes, action, isQuoted: false)
        case 3:
            guard isContainer(outline[2]) || outline.isCut else { return nil }
            text.write("OCPP CALLRESULT")
        case 4, 5:
            guard let code = outline[2], code.kind == .string else { return nil }
            text.write(type == 4 ? "OCPP CALLERROR " : "OCPP CALLRESULTERROR ")
            text.add(bytes, code, isQuoted: false)
            if let description = outline[3], description.kind == .string {
                text.write(" ")
                text.add(bytes, description, isQuoted: true)
            }
        default: return nil
        }
        text.write(" id ")
        text.add(bytes, id, isQuoted: true)
        let isTelling = type == 2 && outline.seen == 4
        return .by(facts, .ocpp, isTelling ? .likely : .possible, "an array such as OCPP-J's calls and answers are")
    }

    private static func isContainer(_ value: JSONOutline.Value?) -> Bool {
        value.map { $0.kind == .object || $0.kind == .array } ?? false
    }

    private static let messages: [Int: (name: StaticString, shown: [Int])] = [
        1: ("HELLO", [1]), 2: ("WELCOME", [1]), 3: ("ABORT", [2]), 4: ("CHALLENGE", [1]), 5: ("AUTHENTICATE", []),
        6: ("GOODBYE", [2]), 8: ("ERROR", [2, 4]), 16: ("PUBLISH", [1, 3]), 17: ("PUBLISHED", [1, 2]),
        32: ("SUBSCRIBE", [1, 3]), 33: ("SUBSCRIBED", [1, 2]), 34: ("UNSUBSCRIBE", [1, 2]), 35: ("UNSUBSCRIBED", [1]),
        36: ("EVENT", [1, 2]), 48: ("CALL", [1, 3]), 49: ("CANCEL", [1]), 50: ("RESULT", [1]),
        64: ("REGISTER", [1, 3]),
        65: ("REGISTERED", [1, 2]), 66: ("UNREGISTER", [1, 2]), 67: ("UNREGISTERED", [1]), 68: ("INVOCATION", [1, 2]),
        69: ("INTERRUPT", [1]), 70: ("YIELD", [1]),
    ]

    /// Says what a message of WAMP is, where the connection speaks it.
    static func wamp(
        _ outline: JSONOutline, _ bytes: RawSpan, _ facts: PayloadFacts, _ text: inout TextLine
    ) -> Recognition? {
        guard facts.context.dialect == .wamp, !outline.isObject, outline.isAlone(bytes),
            let type = bytes.integer(outline[0]), let message = messages[type]
        else { return nil }
        text.write("WAMP ")
        text.write(message.name)
        for index in message.shown {
            guard let value = outline[index] else { continue }
            text.write(" ")
            text.add(bytes, value, isQuoted: false)
        }
        return .by(facts, .wamp, .possible, "an array such as WAMP's messages are")
    }
}
