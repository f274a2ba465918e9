/// What the lists of a session ask of its tables.
enum ListQueries {
    /// Bytes of a payload that come with its row at most. SQLite reads a value whole, so a longer one is read apart, and only
    /// as far as it is wanted.
    static let largestInRow = 16_384

    /// The columns of a payload: its length, and itself unless it is long. Asking for a length reads no payload.
    private static func payload(_ column: String) -> String {
        "length(\(column)), CASE WHEN length(\(column)) <= \(largestInRow) THEN \(column) END"
    }

    private static let joined = "FROM message LEFT JOIN payload ON payload.message = message.id WHERE id = ?1"

    /// One message with the beginning of its payload in column 22, and its length in 21.
    static let preview = "SELECT \(SessionQueries.facts), NULL, NULL, NULL, \(payload("bytes")), NULL, NULL \(joined)"

    /// One message with its frames' headers, and besides its payload its wire payload in column 24, and its length in 23.
    static let whole =
        "SELECT \(SessionQueries.facts), headers, NULL, NULL, \(payload("bytes")), \(payload("wire")) \(joined)"

    /// Facts of the messages behind a number.
    static let scan = """
        SELECT id, opcode, length, direction, conn, seq, time, wire_length, frames, compressed, code, answers, rtt, missing
        FROM message WHERE id > ?1 ORDER BY id LIMIT ?2
        """

    /// How one connection began, in the columns of openings, and ended, in those of closings behind them.
    static let connection = """
        SELECT event, after, id, time, client, client_port, server, server_port, source, handshake_ns, stream,
            confidence, has_handshake, request, response, tls, tls_version, tls_cipher, sni, alpn, certificate_names,
            close_event, close_after, id, close_time, how, closed_by, code, client_messages, server_messages,
            client_bytes, server_bytes
        FROM connection WHERE id = ?1
        """

    /// Facts of the findings behind a number.
    static let findingFacts = "SELECT id, severity, conn, seq, time FROM finding WHERE id > ?1 ORDER BY id LIMIT ?2"

    /// The next messages of a connection from a number on.
    static let ofConnection =
        "SELECT id, seq FROM message WHERE id BETWEEN ?1 AND ?2 AND conn = ?3 ORDER BY id LIMIT ?4"

    /// A connection's message by its seq.
    static let bySeq =
        "SELECT id FROM message WHERE id BETWEEN ?1 AND ?2 AND conn = ?3 AND seq = ?4 ORDER BY id LIMIT 1"
}
