/// What is known of the TLS around a connection's bytes (RFC 8446, RFC 5246).
package struct StreamSecurity: Sendable, Hashable {
    /// The protocol's version, such as `1.3`.
    package var version: String?
    /// The cipher suite's name as registered, such as `TLS_AES_128_GCM_SHA256`.
    package var cipherSuite: String?
    /// The name that the client asked for (SNI, RFC 6066 section 3).
    package var serverName: String?
    /// The protocol that both agreed on (ALPN, RFC 7301).
    package var applicationProtocol: String?
    /// The names in the server's certificate: its subjectAltName, or the common name where it has none.
    package var certificateNames: [String] = []

    /// Nothing known yet.
    package init() {}
}

/// Something about how a connection's bytes were obtained that whoever reads them should know.
package struct StreamNote: Sendable, Hashable {
    /// What it is about.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// Encrypted bytes could not be opened.
        case notDecrypted
        /// Encrypted records are missing, or were altered, and decryption went on behind them.
        case recordsLost
        /// The sides negotiated TLS anew, and what follows is not followed.
        case renegotiated
        /// The header compression of HTTP/2 cannot be followed, so that heads are not known.
        case headersLost
        /// A client used a protocol's extension that the server had not enabled.
        case notEnabled
        /// The sides broke TLS, or ended it with an alert.
        case alert
    }

    /// What it is about.
    package let kind: Kind
    /// What was seen, in words.
    package let detail: String

    /// A note of a kind.
    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
