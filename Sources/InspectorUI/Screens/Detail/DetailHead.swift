import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// What stands above the tabs' text: which message it is, what is wrong with it, and what was found about it.
enum DetailHead {
    /// The line that says which message it is.
    static func title(_ whole: WholeMessage, _ times: TimeWords) -> [TextPiece] {
        let message = whole.message
        let isClient = message.from == .fromClient
        let role: Role = message.opcode.isControl ? .control : isClient ? .client : .server
        var pieces = [
            TextPiece("#\(message.connection).\(message.number) ", .heading),
            TextPiece(isClient ? "→ " : "← ", isClient ? .client : .server), TextPiece("\(message.opcode) ", role),
            TextPiece(message.length.map { CountWords.long($0) } ?? "?", .number),
            TextPiece(" B "), TextPiece("(\(CountWords.long(message.wireLength)) on the wire) ", .faint),
        ]
        if message.isCompressed { pieces.append(TextPiece("compressed ", .note)) }
        if message.frames != 1 { pieces.append(TextPiece("\(message.frames) frames ", .note)) }
        pieces.append(TextPiece(times.time(message.time, before: nil), .faint))
        return pieces
    }

    /// What is wrong with it, and what was found about it: a line each.
    static func remarks(_ whole: WholeMessage, _ findings: [FindingRecord]) -> [[TextPiece]] {
        var lines: [[TextPiece]] = []
        var troubles = MessageWords.troubles(whole.message, whole.trouble, kept: whole.payload.count)
        if let holes = whole.trouble?.holes, !holes.isEmpty {
            let places = holes.prefix(4).map { "\($0.length) B at \($0.offset)" }.joined(separator: ", ")
            troubles.append(TextPiece("missing \(places)\(holes.count > 4 ? " …" : "")", .warning))
        }
        if !troubles.isEmpty { lines.append(troubles) }
        for record in findings {
            let rule = record.finding.violation.rule
            lines.append([
                TextPiece("! \(rule.severity.rawValue) ", rule.severity.role), TextPiece(rule.id, .name),
                TextPiece(" (\(rule.section)): ", .faint), TextPiece(record.finding.violation.detail),
            ])
        }
        return lines
    }
}
