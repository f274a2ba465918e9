/// The columns of the CSV format, the same for every row, in their order. They are named and mean what the members of
/// JSON lines are named and mean; those of an object stand in columns of their own. An empty cell is an unknown value, or
/// one that events of that type do not have; a text that is there and empty is `""`.
package enum CSVColumn: Int, Sendable, CaseIterable {
    case type, conn, seq, time, from, opcode, length
    case wireLength, frames, compressed, code, reason, answers, rtt
    case kept, missing, holes, incomplete, doubt, text, base64
    case frame, fin, rsv, mask, headerLength
    case severity, rule, detail
    case client, server, url, httpVersion, status, subprotocol, extensions, handshake, stream
    case tlsVersion, tlsCipher, tlsServerName, source, confidence
    case how, by, clientMessages, serverMessages, clientBytes, serverBytes

    /// The column's name in the header line.
    package var name: String {
        switch self {
        case .wireLength: "wire_length"
        case .rtt: "rtt_ms"
        case .headerLength: "header_length"
        case .httpVersion: "http_version"
        case .handshake: "handshake_ms"
        case .tlsVersion: "tls_version"
        case .tlsCipher: "tls_cipher"
        case .tlsServerName: "tls_sni"
        case .clientMessages: "client_messages"
        case .serverMessages: "server_messages"
        case .clientBytes: "client_bytes"
        case .serverBytes: "server_bytes"
        default: String(describing: self)
        }
    }
}
