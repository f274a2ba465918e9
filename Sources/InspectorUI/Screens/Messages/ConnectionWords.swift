import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// How a connection began and ended, in a line each.
enum ConnectionWords {
    /// How it began: `opened GET /chat 101 Switching Protocols`.
    static func opening(_ opening: ConnectionOpening) -> [TextPiece] {
        guard let handshake = opening.handshake else {
            let sure = opening.confidence.map { ", WebSocket with \(Int($0 * 100)) % certainty" } ?? ""
            return [TextPiece("joined", .note), TextPiece(" mid-connection\(sure): no handshake seen", .faint)]
        }
        var pieces: [TextPiece] = []
        let status = handshake.upgrade.status
        let isRefused = handshake.upgrade.response != nil && !isAccepted(opening, status)
        pieces.append(TextPiece(isRefused ? "refused" : "opened", isRefused ? .error : .good))
        if let request = handshake.request {
            pieces.append(TextPiece(" \(request.method ?? "") \(handshake.upgrade.path ?? request.target ?? "")"))
        }
        if let status {
            let reason = handshake.response?.reason.map { $0.isEmpty ? "" : " \($0)" } ?? ""
            pieces.append(TextPiece(" \(status)\(reason)", isRefused ? .error : .number))
        } else {
            pieces.append(TextPiece(" no response seen", .warning))
        }
        if let duration = handshake.duration {
            pieces.append(TextPiece(" in \(TimeWords.duration(duration))", .faint))
        }
        if let subprotocol = handshake.upgrade.subprotocol { pieces.append(TextPiece(" \(subprotocol)", .word)) }
        if handshake.upgrade.deflate != nil { pieces.append(TextPiece(" deflate", .faint)) }
        return pieces
    }

    private static func isAccepted(_ opening: ConnectionOpening, _ status: Int?) -> Bool {
        guard let status else { return false }
        return opening.httpStream == nil ? status == 101 : (200..<300).contains(status)
    }

    /// How it ended: `closed clean 1000 Normal Closure by client`.
    static func closing(_ closing: ConnectionClosing) -> [TextPiece] {
        var pieces = [TextPiece(word(closing.outcome), role(closing.outcome))]
        if let code = closing.code {
            pieces.append(TextPiece(" \(code.rawValue)", .number))
            if let name = code.name { pieces.append(TextPiece(" \(name)")) }
        }
        if let by = closing.by {
            pieces.append(TextPiece(" by "))
            pieces.append(TextPiece(by == .fromClient ? "client" : "server", by == .fromClient ? .client : .server))
        }
        let (up, down) = (closing.messages.client, closing.messages.server)
        pieces.append(
            TextPiece(
                "  ↑ \(CountWords.short(up)) ↓ \(CountWords.short(down)) messages,"
                    + " ↑ \(CountWords.bytes(closing.bytes.client))B ↓ \(CountWords.bytes(closing.bytes.server))B",
                .faint))
        return pieces
    }

    private static func word(_ outcome: ConnectionOutcome) -> String {
        switch outcome {
        case .refused: "refused"
        case .clean: "closed clean"
        case .oneSided: "closed one-sided: only one Close was sent"
        case .reset: "reset (RST)"
        case .finished: "ended by FIN without a Close"
        case .open: "still open when the input ended"
        case .aborted: "aborted"
        }
    }

    private static func role(_ outcome: ConnectionOutcome) -> Role {
        switch outcome {
        case .clean: .good
        case .open: .note
        case .oneSided, .finished: .warning
        case .refused, .reset, .aborted: .error
        }
    }

    /// A connection in the bar above a list of its messages.
    static func title(_ record: ConnectionRecord) -> String {
        let opening = record.opening
        let address = opening.handshake?.upgrade.url(over: opening.carrier) ?? "\(opening.server)"
        return "#\(opening.connection) \(address)"
    }

    /// Colours by which connections are told apart.
    static func role(of connection: Int) -> Role {
        let roles: [Role] = [.name, .string, .number, .word, .note, .good, .bytes]
        return roles[abs(connection % roles.count)]
    }
}
