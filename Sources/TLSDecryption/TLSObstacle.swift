package import ByteStreams

/// Why a TLS connection, or the rest of it, stays closed.
package enum TLSObstacle: Sendable, Hashable {
    /// The key log has no secret for the connection, or not the one that is needed.
    case noSecret(TLSRandom, isHelloEncrypted: Bool)
    /// The secrets in the key log do not open its records.
    case secretsDoNotFit(TLSRandom)
    /// Its beginning was not seen.
    case beganBefore
    /// A hello was not seen, or not all of it.
    case helloLost
    /// A cipher suite that is not supported, by its name.
    case cipherSuite(String)
    /// A version before TLS 1.2.
    case version(String)
    /// The handshake ended with an alert, in words.
    case refused(String)
    /// New keys were negotiated, which is not followed.
    case renegotiated
    /// Too much was lost to find the next record.
    case lost

    /// The reason in words.
    package var text: String {
        switch self {
        case .noSecret(let random, false):
            "no secret for client random \(random)"
        case .noSecret(let random, true):
            "no secret for client random \(random), which may be the outer one of an encrypted ClientHello (ECH)"
        case .secretsDoNotFit(let random):
            "the secrets for client random \(random) do not open its records"
        case .beganBefore: "TLS began before the capture"
        case .helloLost: "its TLS handshake was not captured whole"
        case .cipherSuite(let name): "the cipher suite \(name) is not supported"
        case .version(let name): "\(name) is not supported"
        case .refused(let alert): "the TLS handshake ended with \(alert)"
        case .renegotiated: "TLS was negotiated anew, which is not followed"
        case .lost: "too many bytes are missing to find the next record"
        }
    }
}

/// A TLS connection of which nothing could be opened.
package struct UnopenedConnection: Sendable, Hashable {
    /// Its ends.
    package let opening: StreamOpening
    /// What is known of it all the same.
    package let facts: StreamSecurity
    /// Why it stayed closed.
    package let obstacle: TLSObstacle
}
