import ByteStreams
import Dissection
import WebSocketWire

/// What rows of a session mean. Files come from anywhere: whatever stands in a row, no number stops the program.
enum SessionQueries {
    /// Everything but messages begins with its number among such events, and the message behind which it happened.
    static let openings = openings(orderedBy: "event")

    /// The openings of connections in an order.
    static func openings(orderedBy column: String) -> String {
        """
        SELECT event, after, id, time, client, client_port, server, server_port, source, handshake_ns, stream,
            confidence, has_handshake, request, response, tls, tls_version, tls_cipher, sni, alpn, certificate_names
        FROM connection WHERE event > ?1 ORDER BY \(column)
        """
    }

    private static let ends = """
        SELECT close_event, close_after, id, close_time, how, closed_by, code, client_messages, server_messages,
            client_bytes, server_bytes FROM connection
        """
    static let closings = ends + " WHERE close_event > ?1 ORDER BY close_event"
    /// How one connection ended.
    static let closing = ends + " WHERE id = ?1 AND close_event IS NOT NULL"

    private static let remarks = "SELECT id, after, conn, seq, time, severity, rule, section, law, detail FROM finding"
    static let findings = remarks + " WHERE id > ?1 ORDER BY id"
    static let nextFindings = findings + " LIMIT ?2"
    /// One finding by its number.
    static let finding = remarks + " WHERE id = ?1"

    /// The columns of a message that `tellMessage` reads.
    static let facts = """
        id, opcode, length, direction, conn, seq, time, wire_length, frames, compressed, text_length, capped, answers,
        rtt, missing, holes, incomplete, doubt
        """

    /// Messages behind a number, with their payloads, where a condition holds; with what they were on the wire only where
    /// that is wanted, since every column takes its time.
    static func messages(where condition: SessionCondition?, withWire: Bool) -> String {
        """
        SELECT \(facts), \(withWire ? "headers, bytes, wire" : "NULL, bytes, NULL") FROM message LEFT JOIN payload ON payload.message = message.id
        WHERE id > ?1\(condition.map { " AND (\($0.sql))" } ?? "") ORDER BY id
        """
    }

    /// One message by its number.
    static let message = """
        SELECT \(facts), headers, bytes, wire FROM message LEFT JOIN payload ON payload.message = message.id
        WHERE id = ?1
        """

    /// Messages from one number to another, without their payloads, for lists.
    static let window = "SELECT \(facts), NULL, NULL, NULL FROM message WHERE id BETWEEN ?1 AND ?2 ORDER BY id"

    static func tellOpening(_ row: Statement, into batch: inout TrafficBatch) {
        batch.restore(opening(row))
    }

    /// How the connection of a row began.
    static func opening(_ row: Statement) -> ConnectionOpening {
        let (request, response) = (head(row, 13), head(row, 14))
        let handshake = ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: row.numberIfAny(9))
        return ConnectionOpening(
            connection: integer(row, 2), time: time(row, 3), client: endpoint(row, 4, 5),
            server: endpoint(row, 6, 7), source: TrafficSource(rawValue: row.text(8) ?? "") ?? .capture,
            handshake: row.number(12) == 0 ? nil : handshake, confidence: row.fraction(11),
            security: security(row), httpStream: row.numberIfAny(10).map { UInt32(truncatingIfNeeded: $0) })
    }

    private static func security(_ row: Statement) -> StreamSecurity? {
        guard row.number(15) != 0 else { return nil }
        var security = StreamSecurity()
        security.version = row.text(16)
        security.cipherSuite = row.text(17)
        security.serverName = row.text(18)
        security.applicationProtocol = row.text(19)
        let names = row.text(20)?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        security.certificateNames = names.map { RecordedHead.unescaped($0) }
        return security
    }

    static func tellClosing(_ row: Statement, into batch: inout TrafficBatch) {
        batch.restore(closing(row, from: 0))
    }

    /// How the connection of a row ended, in the columns from one on.
    static func closing(_ row: Statement, from first: Int32) -> ConnectionClosing {
        ConnectionClosing(
            connection: integer(row, first + 2), time: time(row, first + 3),
            outcome: ConnectionOutcome(rawValue: row.text(first + 4) ?? "") ?? .aborted,
            by: row.numberIfAny(first + 5).map { $0 == 0 ? .fromClient : .fromServer },
            code: row.numberIfAny(first + 6).map { CloseCode(rawValue: UInt16(truncatingIfNeeded: $0)) },
            messages: numbers(row, first + 7), bytes: numbers(row, first + 9))
    }

    static func tellFinding(_ row: Statement, into batch: inout TrafficBatch) {
        batch.restore(finding(row))
    }

    /// What a row says of a finding.
    static func finding(_ row: Statement) -> Finding {
        let rule = Rule(row.text(6) ?? "", row.text(7) ?? "", severity(row, 5), row.text(8) ?? "")
        return Finding(
            connection: integer(row, 2), message: row.numberIfAny(3).map { Int(max(0, $0)) }, time: time(row, 4),
            violation: Violation(rule, row.text(9) ?? ""))
    }

    /// A severity, whatever the row says.
    static func severity(_ row: Statement, _ column: Int32) -> Severity {
        Severity(rawValue: row.text(column) ?? "") ?? .note
    }

    static func tellMessage(_ row: Statement, withFrames: Bool, into batch: inout TrafficBatch) {
        let message = message(row)
        if withFrames { tellFrames(row, of: message, into: &batch) }
        row.withBytes(19) { bytes in
            guard message.isCompressed, !row.isNull(20) else { return batch.restore(message, payload: bytes) }
            row.withBytes(20) { batch.restore(message, payload: bytes, compressed: $0) }
        }
    }

    /// What a row says of a message, beside its payload.
    static func message(_ row: Statement) -> RestoredMessage {
        var message = RestoredMessage()
        message.opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: row.number(1)))
        message.length = row.numberIfAny(2).map { UInt64(bitPattern: $0) }
        message.from = row.number(3) == 0 ? .fromClient : .fromServer
        message.connection = integer(row, 4)
        message.number = integer(row, 5)
        message.time = time(row, 6)
        message.wireLength = UInt64(bitPattern: row.number(7))
        message.frames = integer(row, 8)
        message.isCompressed = row.number(9) != 0
        message.textLength = row.numberIfAny(10).map { Int($0) }
        message.isCapped = row.number(11) != 0
        if let ping = row.numberIfAny(12) {
            message.answer = PingAnswer(ping: Int(max(0, ping)), roundTrip: row.number(13))
        }
        message.trouble = trouble(row)
        return message
    }

    /// Tells the frames of a row's message.
    static func tellFrames(
        _ row: Statement, of message: RestoredMessage, into batch: inout TrafficBatch
    ) {
        var number = 0
        row.withBytes(18) { headers in
            RecordedFrames.read(headers) { time, header in
                number += 1
                batch.restore(
                    Frame(
                        connection: message.connection, message: message.number, number: number, time: time,
                        from: message.from, header: header))
            }
        }
    }

    private static func trouble(_ row: Statement) -> Message.Trouble? {
        guard let missing = row.numberIfAny(14) else { return nil }
        var trouble = Message.Trouble()
        trouble.missing = UInt64(bitPattern: missing)
        trouble.holes = (row.text(15) ?? "").split(separator: " ").compactMap { hole in
            let numbers = hole.split(separator: "+").compactMap { UInt64($0) }
            return numbers.count == 2 ? Hole(offset: numbers[0], length: numbers[1]) : nil
        }
        trouble.isIncomplete = row.number(16) != 0
        trouble.doubt = Doubt(rawValue: UInt8(truncatingIfNeeded: row.number(17)))
        return trouble
    }

    /// A number that counts something, whatever the row says.
    static func integer(_ row: Statement, _ column: Int32) -> Int { Int(max(0, row.number(column))) }

    static func time(_ row: Statement, _ column: Int32) -> Timestamp {
        Timestamp(nanoseconds: row.number(column))
    }

    private static func numbers(_ row: Statement, _ column: Int32) -> PerDirection {
        var numbers = PerDirection()
        numbers.client = UInt64(bitPattern: row.number(column))
        numbers.server = UInt64(bitPattern: row.number(column + 1))
        return numbers
    }

    private static func head(_ row: Statement, _ column: Int32) -> HTTPHead? {
        row.bytes(column).flatMap { RecordedHead.head(of: $0) }
    }

    private static func endpoint(_ row: Statement, _ column: Int32, _ port: Int32) -> Endpoint {
        Endpoint(
            address: IPAddress(text: row.text(column) ?? "") ?? IPAddress(v4: 0),
            port: UInt16(truncatingIfNeeded: row.number(port)))
    }
}
