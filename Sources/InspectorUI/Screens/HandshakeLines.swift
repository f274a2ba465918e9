import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// What a handshake says, in lines.
enum HandshakeLines {
    /// Draws a line.
    static func draw(_ pieces: [TextPiece], row: Int, _ area: ScreenArea, _ canvas: inout Canvas) {
        var column = area.left + 1
        for piece in pieces {
            column = canvas.write(piece.text, Style(piece.role), row: row, column: column, in: area)
        }
    }

    private static func fact(_ name: String, _ text: String, _ role: Role = .plain) -> [TextPiece] {
        [TextPiece(name + String(repeating: " ", count: max(1, 14 - name.utf8.count)), .name), TextPiece(text, role)]
    }

    /// Who talked with whom, how, and what came of it.
    static func facts(_ record: ConnectionRecord, zone: Int64) -> [[TextPiece]] {
        let opening = record.opening
        var lines = [
            fact("from, to", "\(opening.client) → \(opening.server)"),
            fact("opened", TimeWords.date(opening.time, offset: zone)),
        ]
        if let url = opening.handshake?.upgrade.url(over: opening.carrier) { lines.append(fact("address", url)) }
        if let duration = opening.handshake?.duration { lines.append(fact("took", TimeWords.duration(duration))) }
        if let stream = opening.httpStream { lines.append(fact("HTTP/2", "stream \(stream) (RFC 8441)")) }
        if opening.handshake == nil, let confidence = opening.confidence {
            lines.append(
                fact("beginning", "not seen; WebSocket with a confidence of \(Int(confidence * 100)) %", .warning))
        }
        if let security = opening.security { lines += facts(security) }
        if let closing = record.closing {
            let row = ConnectionRow(
                number: opening.connection, record: record, tally: ConnectionTally(), present: closing.time)
            lines.append(
                fact(
                    "ended", "\(TimeWords.date(closing.time, offset: zone)): \(row.ended)",
                    closing.outcome == .clean ? .good : .warning))
        } else {
            lines.append(fact("ended", "not so far", .faint))
        }
        return lines
    }

    private static func facts(_ security: StreamSecurity) -> [[TextPiece]] {
        var lines = [
            fact(
                "TLS",
                [security.version, security.cipherSuite].compactMap { $0 }.joined(separator: ", "))
        ]
        if let name = security.serverName { lines.append(fact("server name", name)) }
        if let name = security.applicationProtocol { lines.append(fact("ALPN", name)) }
        if !security.certificateNames.isEmpty {
            lines.append(fact("certificate", security.certificateNames.joined(separator: ", ")))
        }
        return lines
    }

    /// How many rules the handshake breaks; what stands below in full.
    static func broken(_ upgrade: Upgrade) -> [[TextPiece]] {
        let counts = Severity.allCases.compactMap { severity -> TextPiece? in
            let count = upgrade.violations.count { $0.rule.severity == severity }
            return count == 0
                ? nil : TextPiece(CountWords.counted(count, severity.rawValue) + "  ", severity.role)
        }
        guard !counts.isEmpty else { return [] }
        return [fact("findings", "") + counts + [TextPiece("told below", .faint)]]
    }

    /// A head, a line a field, as it was sent.
    static func head(_ head: HTTPHead) -> [[TextPiece]] { [start(head)] + head.fields.map(field) }

    /// The first line of a head.
    static func start(_ head: HTTPHead) -> [TextPiece] {
        guard let status = head.status else {
            return [
                TextPiece("\(head.method ?? "") ", .word), TextPiece("\(head.target ?? "") ", .string),
                TextPiece(head.version.text, .faint),
            ]
        }
        let isGood = head.version.isHTTP2 ? (200...299).contains(status) : status == 101
        return [
            TextPiece("\(status) ", isGood ? .good : .error), TextPiece("\(head.reason ?? "") "),
            TextPiece(head.version.text, .faint),
        ]
    }

    /// A field as it was sent.
    static func field(_ field: HTTPField) -> [TextPiece] {
        [TextPiece("\(field.name): ", .name), TextPiece(field.value)]
    }

    /// What was offered and what was agreed, and the accept key worked out.
    static func agreement(_ handshake: ConnectionOpening.Handshake) -> [[TextPiece]] {
        let upgrade = handshake.upgrade
        let negotiation = upgrade.negotiation
        var lines: [[TextPiece]] = [[TextPiece("Offered and agreed", .heading)]]
        lines.append(
            agreed(
                "subprotocol", negotiation.offeredSubprotocols, negotiation.subprotocol.map { [$0] } ?? [], handshake))
        lines.append(
            agreed(
                "extensions", negotiation.offeredExtensions.map(\.text), negotiation.agreedExtensions.map(\.text),
                handshake))
        if let deflate = negotiation.deflate { lines.append(fact("compression", words(deflate))) }
        return lines + key(handshake)
    }

    private static func agreed(
        _ name: String, _ offered: [String], _ agreed: [String], _ handshake: ConnectionOpening.Handshake
    ) -> [TextPiece] {
        let unseen = handshake.request == nil ? "not seen" : "none offered"
        let unanswered = handshake.response == nil ? "not seen" : "none"
        let offer = offered.isEmpty ? unseen : offered.joined(separator: ", ")
        let answer = agreed.isEmpty ? unanswered : agreed.joined(separator: ", ")
        return fact(name, "\(offer)  →  ", offered.isEmpty ? .faint : .plain)
            + [TextPiece(answer, agreed.isEmpty ? offered.isEmpty ? .faint : .warning : .good)]
    }

    private static func words(_ deflate: DeflateParameters) -> String {
        let client = side("client", deflate.clientMaxWindowBits, deflate.clientNoContextTakeover)
        let server = side("server", deflate.serverMaxWindowBits, deflate.serverNoContextTakeover)
        return "\(client); \(server)"
    }

    private static func side(_ name: String, _ bits: Int, _ isFresh: Bool) -> String {
        "\(name) window \(bits) bits, \(isFresh ? "fresh for each message" : "kept between messages")"
    }

    /// The key, what it must be answered with, and what it was.
    private static func key(_ handshake: ConnectionOpening.Handshake) -> [[TextPiece]] {
        guard let key = handshake.upgrade.key, let expected = handshake.upgrade.expectedAccept else { return [] }
        var lines = [fact("key", key)]
        lines.append(
            fact("must accept", expected) + [TextPiece("  base64 of SHA-1 of the key and RFC 6455's GUID", .faint)])
        guard handshake.response != nil else { return lines }
        let given = handshake.upgrade.accept
        let isRight = given == expected
        let isRefused = handshake.upgrade.outcome != .accepted
        let words = given.map { isRight ? "\($0)  equal" : "\($0)  NOT equal" } ?? "nothing"
        lines.append(fact("accepted with", words, isRight ? .good : isRefused && given == nil ? .faint : .error))
        return lines
    }
}
