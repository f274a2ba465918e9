import ByteStreams
import Dissection
import Glibc
import WebSocketWire

/// What rows of a session mean. Files come from anywhere: whatever stands in a row, no number stops the program.
enum SessionQueries {
    static let openings = """
        SELECT event, id, time, client, client_port, server, server_port, source, handshake_ns, stream, confidence,
            has_handshake, request, response, tls, tls_version, tls_cipher, sni, alpn, certificate_names
        FROM connection ORDER BY event
        """
    static let closings = """
        SELECT close_event, id, close_time, how, closed_by, code, client_messages, server_messages, client_bytes,
            server_bytes FROM connection WHERE close_event IS NOT NULL ORDER BY close_event
        """
    static let messages = """
        SELECT id, conn, seq, time, direction, opcode, compressed, frames, length, wire_length, text_length, capped,
            answers, rtt, missing, holes, incomplete, doubt, headers, bytes
        FROM message LEFT JOIN payload ON payload.message = message.id ORDER BY id
        """
    static let findings = """
        SELECT id, conn, seq, time, severity, rule, section, law, detail FROM finding ORDER BY id
        """

    static func tellOpening(_ row: Statement, into batch: inout TrafficBatch) {
        let (request, response) = (head(row, 12), head(row, 13))
        let handshake = ConnectionOpening.Handshake(
            request: request, response: response, upgrade: Upgrade(request: request, response: response),
            duration: row.numberIfAny(8))
        batch.restore(
            ConnectionOpening(
                connection: integer(row, 1), time: time(row, 2), client: endpoint(row, 3, 4),
                server: endpoint(row, 5, 6), source: TrafficSource(rawValue: row.text(7) ?? "") ?? .capture,
                handshake: row.number(11) == 0 ? nil : handshake, confidence: row.fraction(10),
                security: security(row), httpStream: row.numberIfAny(9).map { UInt32(truncatingIfNeeded: $0) }))
    }

    private static func security(_ row: Statement) -> StreamSecurity? {
        guard row.number(14) != 0 else { return nil }
        var security = StreamSecurity()
        security.version = row.text(15)
        security.cipherSuite = row.text(16)
        security.serverName = row.text(17)
        security.applicationProtocol = row.text(18)
        let names = row.text(19)?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        security.certificateNames = names.map { RecordedHead.unescaped($0) }
        return security
    }

    static func tellClosing(_ row: Statement, into batch: inout TrafficBatch) {
        batch.restore(
            ConnectionClosing(
                connection: integer(row, 1), time: time(row, 2),
                outcome: ConnectionOutcome(rawValue: row.text(3) ?? "") ?? .aborted,
                by: row.numberIfAny(4).map { $0 == 0 ? .fromClient : .fromServer },
                code: row.numberIfAny(5).map { CloseCode(rawValue: UInt16(truncatingIfNeeded: $0)) },
                messages: numbers(row, 6), bytes: numbers(row, 8)))
    }

    static func tellFinding(_ row: Statement, into batch: inout TrafficBatch) {
        let severity = Severity(rawValue: row.text(4) ?? "") ?? .note
        let rule = Rule(row.text(5) ?? "", row.text(6) ?? "", severity, row.text(7) ?? "")
        batch.restore(
            Finding(
                connection: integer(row, 1), message: row.numberIfAny(2).map { Int($0) }, time: time(row, 3),
                violation: Violation(rule, row.text(8) ?? "")))
    }

    static func tellMessage(_ row: Statement, into batch: inout TrafficBatch) {
        var message = RestoredMessage()
        message.connection = integer(row, 1)
        message.number = integer(row, 2)
        message.time = time(row, 3)
        message.from = row.number(4) == 0 ? .fromClient : .fromServer
        message.opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: row.number(5)))
        message.isCompressed = row.number(6) != 0
        message.frames = max(0, integer(row, 7))
        message.length = row.numberIfAny(8).map { UInt64(bitPattern: $0) }
        message.wireLength = UInt64(bitPattern: row.number(9))
        message.textLength = row.numberIfAny(10).map { Int($0) }
        message.isCapped = row.number(11) != 0
        if let ping = row.numberIfAny(12) {
            message.answer = PingAnswer(ping: Int(ping), roundTrip: row.number(13))
        }
        message.trouble = trouble(row)
        tellFrames(row, of: message, into: &batch)
        row.withBytes(19) { batch.restore(message, payload: $0) }
    }

    private static func tellFrames(
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

    private static func integer(_ row: Statement, _ column: Int32) -> Int { Int(row.number(column)) }

    private static func time(_ row: Statement, _ column: Int32) -> Timestamp {
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
            address: address(row.text(column) ?? ""), port: UInt16(truncatingIfNeeded: row.number(port)))
    }

    /// An address by its text; 0.0.0.0 where it is none.
    private static func address(_ text: String) -> IPAddress {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return IPAddress(v4: UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return IPAddress(v4: 0) }
        let halves = unsafe withUnsafeBytes(of: &six) { bytes in
            (0..<2).map { unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
        return IPAddress(v6: halves[0], halves[1])
    }
}
