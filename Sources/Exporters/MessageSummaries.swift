import Dissection
import JSONText
import PayloadViews
import WebSocketWire

/// Says in a few words what messages mean in the languages that their connections speak.
struct MessageSummaries {
    /// Connections whose language is remembered, at most; those that come later are judged by their messages alone.
    static let mostConnections = 65_536

    private var contexts: [Int: PayloadContext] = [:]
    private var text = TextLine()

    /// How many connections are remembered.
    var count: Int { contexts.count }

    /// Takes note of what a connection has agreed on.
    mutating func accept(_ opening: ConnectionOpening) {
        let context = PayloadContext(
            subprotocol: opening.handshake?.upgrade.subprotocol, target: opening.handshake?.request?.target)
        remember(context, of: opening.connection)
    }

    /// Forgets a connection that is closed.
    mutating func accept(_ closing: ConnectionClosing) {
        contexts[closing.connection] = nil
    }

    /// Remembers what is worth it.
    private mutating func remember(_ context: PayloadContext, of connection: Int) {
        guard context != PayloadContext() else { return }
        guard contexts.count < Self.mostConnections || contexts[connection] != nil else { return }
        contexts[connection] = context
    }

    /// What a message says, where it likely speaks a language other than text, JSON or bytes; nil otherwise. It holds
    /// until the next message.
    mutating func summary(
        of message: Message, _ trouble: Message.Trouble?, _ bytes: RawSpan
    ) -> TextLine? {
        guard let kind = Self.kind(message.opcode), trouble?.doubt.isEmpty ?? true else { return nil }
        var context = contexts[message.connection] ?? PayloadContext()
        let old = context
        context.learn(from: bytes, kind)
        if context != old { remember(context, of: message.connection) }
        let facts = PayloadFacts(kind: kind, context: context, isWhole: !message.isCapped && trouble == nil)
        return PayloadViewer.summarise(bytes, facts, into: &text) == nil ? nil : text
    }

    private static func kind(_ opcode: Opcode) -> PayloadFacts.Kind? {
        switch opcode {
        case .text: .text
        case .binary: .binary
        default: nil
        }
    }
}

extension TextOutput {
    /// Fewest columns that a summary is worth.
    private static let leastSummary = 12
    /// Columns that are left for the payload itself.
    private static let leastPayload = 16

    /// Writes a summary in brackets, as much of it as fits into `room` columns beside a payload; says how many it took.
    mutating func write(summary: TextLine, isColoured: Bool, room: Int) -> Int {
        let beside = Self.leastPayload + 3
        guard room >= beside + Self.leastSummary else { return 0 }
        var columns = 0
        styled(.note, isColoured) { output in
            output.write("[")
            let limit = room - beside
            columns = unsafe output.write(visible: summary.bytes.span.bytes, limit: limit)
            output.write("] ")
        }
        return columns + 3
    }

    /// Writes text that is visible already, up to `limit` characters; says how many it wrote.
    private mutating func write(visible bytes: RawSpan, limit: Int) -> Int {
        let length = unsafe bytes.withUnsafeBytes { unsafe $0.count { $0 & 0xc0 != 0x80 } }
        guard length > limit else {
            write(bytes)
            return length
        }
        _ = VisibleText.write(bytes, limit: limit - 1, backslashes: .kept, to: &self)
        write("…")
        return limit
    }
}
