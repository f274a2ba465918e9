import ByteStreams
package import WebSocketWire

/// What can be wrong with a connection beside its frames: the transport's bytes, heartbeats, and how it ends.
package enum StreamRules {
    package static let conflictingCopy = Rule(
        "rfc9293-3.4-conflicting-copy", "RFC 9293 section 3.4", .warning,
        "Bytes sent again are the same bytes. The first copy counts.")
    package static let bytesMissing = Rule(
        "wscope-bytes-missing", "wscope", .warning,
        "Bytes that were on the wire are not in the capture, or could not be opened.")
    package static let resynchronised = Rule(
        "wscope-resynchronised", "wscope", .warning,
        "The next frame border was not certain and had to be looked for.")
    package static let notUnderstood = Rule(
        "wscope-bytes-not-understood", "wscope", .warning,
        "Bytes of the connection could not be placed in any frame.")
    package static let earlyData = Rule(
        "rfc6455-4.1-data-before-handshake", "RFC 6455 section 4.1", .error,
        "A client sends nothing behind its request before the server has accepted it.")
    package static let noClose = Rule(
        "rfc6455-7.1.7-no-close-frame", "RFC 6455 section 7.1.7", .warning,
        "A connection ends with Close frames.")
    package static let closeUnanswered = Rule(
        "rfc6455-5.5.1-close-unanswered", "RFC 6455 section 5.5.1", .warning,
        "A Close frame is answered with a Close frame.")
    package static let clientFinishedFirst = Rule(
        "rfc6455-7.1.1-client-finished-first", "RFC 6455 section 7.1.1", .note,
        "The server ends the transport first.")
    package static let pingUnanswered = Rule(
        "rfc6455-5.5.2-ping-unanswered", "RFC 6455 section 5.5.2", .warning,
        "A ping is answered with a pong, unless the connection closes.")
    package static let pongUnsolicited = Rule(
        "rfc6455-5.5.3-pong-unsolicited", "RFC 6455 section 5.5.3", .note,
        "A pong that answers no ping is a heartbeat of its own.")
    package static let pongLate = Rule(
        "rfc6455-5.5.3-pong-late", "RFC 6455 section 5.5.3", .note,
        "A pong answers the most recent ping; one that answers an earlier ping comes late.")
    package static let findingsOmitted = Rule(
        "wscope-findings-omitted", "wscope", .note,
        "Of the findings about one message the first are told, the others counted.")
    package static let notDecrypted = Rule(
        "wscope-tls-not-decrypted", "wscope", .warning,
        "Encrypted bytes of the connection could not be opened.")
    package static let recordsLost = Rule(
        "wscope-tls-records-lost", "wscope", .warning,
        "Records of TLS are missing or altered; decryption goes on behind them.")
    package static let headersLost = Rule(
        "wscope-http2-headers-lost", "wscope", .warning,
        "Header blocks of HTTP/2 cannot be read, since some before them were not seen or not understood.")
    package static let renegotiated = Rule(
        "wscope-tls-renegotiated", "wscope", .warning,
        "The sides negotiated TLS anew, which is not followed.")
    package static let alert = Rule(
        "rfc8446-6-alert", "RFC 8446 section 6", .warning,
        "TLS ends with a close_notify alert, and with no other.")

    /// The finding that a note of the transport stands for.
    static func violation(of note: StreamNote) -> Violation {
        switch note.kind {
        case .notDecrypted: Violation(notDecrypted, note.detail)
        case .recordsLost: Violation(recordsLost, note.detail)
        case .renegotiated: Violation(renegotiated, note.detail)
        case .alert: Violation(alert, note.detail)
        case .headersLost: Violation(headersLost, note.detail)
        case .notEnabled: Violation(ExtendedConnect.notEnabled, note.detail)
        }
    }

    /// All of them.
    package static let all: [Rule] = [
        earlyData, closeUnanswered, pingUnanswered, pongUnsolicited, pongLate, clientFinishedFirst, noClose,
        conflictingCopy, bytesMissing, resynchronised, notUnderstood, notDecrypted, recordsLost,
        renegotiated, alert, headersLost, findingsOmitted,
    ]
}
