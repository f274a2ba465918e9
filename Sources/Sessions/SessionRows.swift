import ByteStreams
import Dissection
import WebSocketWire

/// Where something that is no message stands among all that happened.
struct EventPlace {
    /// Its number among the events that are no messages.
    let event: Int64
    /// The message behind which it happened; 0 before the first.
    let after: Int64
}

/// The statements that put what happens to connections into a session's tables. Each says whether it went well.
struct SessionRows {
    private let opening: Statement
    private let closing: Statement
    private let finding: Statement

    init(_ database: Database) throws(SessionError) {
        opening = try database.prepare(
            """
            INSERT INTO connection (id, event, time, client, client_port, server, server_port, source, url, status,
                subprotocol, handshake_ns, stream, confidence, has_handshake, request, response, tls, tls_version,
                tls_cipher, sni, alpn, certificate_names, after, host, path)
            VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26)
            """)
        closing = try database.prepare(
            """
            UPDATE connection SET close_event = ?2, close_time = ?3, how = ?4, closed_by = ?5, code = ?6,
                client_messages = ?7, server_messages = ?8, client_bytes = ?9, server_bytes = ?10,
                close_after = ?11 WHERE id = ?1
            """)
        finding = try database.prepare("INSERT INTO finding VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")
    }

    func insert(_ facts: ConnectionOpening, at place: EventPlace) -> Bool {
        let handshake = facts.handshake
        opening.bind(1, Int64(facts.connection))
        opening.bind(2, place.event)
        opening.bind(3, facts.time.nanoseconds)
        opening.bind(4, facts.client.address.description)
        opening.bind(5, Int64(facts.client.port))
        opening.bind(6, facts.server.address.description)
        opening.bind(7, Int64(facts.server.port))
        opening.bind(8, facts.source.rawValue)
        opening.bind(9, handshake?.upgrade.url(over: facts.carrier))
        opening.bind(10, handshake?.response?.status.map { Int64($0) })
        opening.bind(11, handshake?.upgrade.subprotocol)
        opening.bind(12, handshake?.duration)
        opening.bind(13, facts.httpStream.map { Int64($0) })
        opening.bind(14, facts.confidence)
        opening.bind(15, handshake == nil ? 0 : 1)
        opening.bind(24, place.after)
        opening.bind(25, handshake?.upgrade.host)
        opening.bind(26, handshake?.upgrade.path)
        bind(facts.security)
        let (request, response) = (handshake?.request, handshake?.response)
        return Self.bind(16, request, opening) { Self.bind(17, response, opening) { opening.run() } }
    }

    private func bind(_ security: StreamSecurity?) {
        opening.bind(18, security == nil ? 0 : 1)
        opening.bind(19, security?.version)
        opening.bind(20, security?.cipherSuite)
        opening.bind(21, security?.serverName)
        opening.bind(22, security?.applicationProtocol)
        let names = security?.certificateNames ?? []
        opening.bind(23, names.isEmpty ? nil : names.map(RecordedHead.escaped).joined(separator: "\n"))
    }

    private static func bind(
        _ index: Int32, _ head: HTTPHead?, _ statement: Statement, _ body: () -> Bool
    ) -> Bool {
        guard let head else {
            statement.bindNull(index)
            return body()
        }
        return unsafe statement.bind(index, RecordedHead.bytes(of: head).span.bytes, body)
    }

    func update(_ facts: ConnectionClosing, at place: EventPlace) -> Bool {
        closing.bind(1, Int64(facts.connection))
        closing.bind(2, place.event)
        closing.bind(11, place.after)
        closing.bind(3, facts.time.nanoseconds)
        closing.bind(4, facts.outcome.rawValue)
        closing.bind(5, facts.by.map { Int64($0 == .fromClient ? 0 : 1) })
        closing.bind(6, facts.code.map { Int64($0.rawValue) })
        closing.bind(7, Int64(bitPattern: facts.messages.client))
        closing.bind(8, Int64(bitPattern: facts.messages.server))
        closing.bind(9, Int64(bitPattern: facts.bytes.client))
        closing.bind(10, Int64(bitPattern: facts.bytes.server))
        return closing.run()
    }

    func insert(_ facts: Finding, at place: EventPlace) -> Bool {
        finding.bind(1, place.event)
        finding.bind(2, place.after)
        finding.bind(3, Int64(facts.connection))
        finding.bind(4, facts.message.map { Int64($0) })
        finding.bind(5, facts.time.nanoseconds)
        finding.bind(6, facts.violation.rule.severity.rawValue)
        finding.bind(7, facts.violation.rule.id)
        finding.bind(8, facts.violation.rule.section)
        finding.bind(9, facts.violation.rule.law)
        finding.bind(10, facts.violation.detail)
        return finding.run()
    }
}
