import Dissection
import TextScreen
import WebSocketWire

/// A request's and a response's head beside each other: lines that belong together stand in one row.
enum HandshakeHeads {
    /// Lines of both sides that belong together.
    struct Pair: Sendable, Hashable {
        var left: [TextPiece]
        var right: [TextPiece]
    }

    /// Fields of a request, and those of a response that answer them.
    private static let related: [(asked: String, answered: String)] = [
        ("Upgrade", "Upgrade"), ("Connection", "Connection"), ("Sec-WebSocket-Key", "Sec-WebSocket-Accept"),
        ("Sec-WebSocket-Version", "Sec-WebSocket-Version"), ("Sec-WebSocket-Protocol", "Sec-WebSocket-Protocol"),
        ("Sec-WebSocket-Extensions", "Sec-WebSocket-Extensions"),
    ]

    /// The pairs: the first lines, then the fields that answer each other, then all others in their order.
    static func pairs(_ handshake: ConnectionOpening.Handshake) -> (related: [Pair], others: [Pair]) {
        let (request, response) = (handshake.request, handshake.response)
        var pairs = [
            Pair(
                left: request.map(HandshakeLines.start) ?? [TextPiece("no request was seen", .warning)],
                right: response.map(HandshakeLines.start) ?? [TextPiece("no response was seen", .warning)])
        ]
        var left = request?.fields ?? []
        var right = response?.fields ?? []
        for (asked, answered) in related {
            let (first, second) = (take(asked, from: &left), take(answered, from: &right))
            for place in 0..<max(first.count, second.count) {
                pairs.append(
                    Pair(
                        left: place < first.count ? field(first[place]) : [],
                        right: place < second.count ? mark(second[place], handshake.upgrade) : []))
            }
        }
        let others = (0..<max(left.count, right.count)).map { place in
            Pair(
                left: place < left.count ? field(left[place]) : [],
                right: place < right.count ? field(right[place]) : [])
        }
        return (pairs, others)
    }

    private static func take(_ name: String, from fields: inout [HTTPField]) -> [HTTPField] {
        let isNamed: (HTTPField) -> Bool = { $0.name.lowercased() == name.lowercased() }
        defer { fields.removeAll(where: isNamed) }
        return fields.filter(isNamed)
    }

    private static func field(_ field: HTTPField) -> [TextPiece] { HandshakeLines.field(field) }

    /// A field of the response; the accept key says whether it is the right one.
    private static func mark(_ field: HTTPField, _ upgrade: Upgrade) -> [TextPiece] {
        var pieces = Self.field(field)
        guard field.name.lowercased() == "sec-websocket-accept", let expected = upgrade.expectedAccept else {
            return pieces
        }
        let isRight = field.value == expected
        pieces.append(TextPiece(isRight ? " ✓" : " ✗ WRONG", isRight ? .good : .error))
        return pieces
    }

    /// What one side breaks, a line each.
    static func violations(_ violations: [Violation]) -> [[TextPiece]] {
        violations.map { violation in
            let role = violation.rule.severity.role
            return [
                TextPiece("\(violation.rule.severity.rawValue): ", role),
                TextPiece("\(violation.detail) ", role),
                TextPiece("\(violation.rule.id) (\(violation.rule.section))", .faint),
            ]
        }
    }
}
