/// What decryption keeps and tries at most. Whatever goes beyond is told.
package enum TLSLimits {
    /// Bytes of a connection that wait for its secret.
    package static let held = 4 << 20
    /// Bytes of all connections that wait; the connection that brings the excess gives up.
    package static let heldAtAll = 64 << 20
    /// Nanoseconds that a connection waits for its secret.
    package static let patience: Int64 = 10_000_000_000
    /// Bytes of one handshake message.
    static let handshakeMessage = 1 << 18
    /// Bytes of a record's body as it is on the wire: 2^14 and what encryption may add (RFC 5246 section 6.2.3).
    static let recordBody = 16_384 + 2_048
    /// Sequence numbers tried on one record behind a loss.
    static let trials = 65_536
    /// Bytes decrypted on trial over the life of a connection.
    static let trialBytes = 1 << 30
    /// Generations of keys tried behind a loss that may hide KeyUpdate messages.
    static let keyGenerations = 3
    /// Records in a row that do not open, under a key that has opened none, until the secrets are given up.
    static let firstFailures = 8
    /// Records in a row that do not open until the connection is given up.
    static let failures = 64
    /// Bytes without a record in which the next one is looked for.
    static let searched = 1 << 20
    /// Connections whose failure to open is remembered one by one.
    package static let remembered = 1_024
}
