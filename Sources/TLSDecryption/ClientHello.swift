import ByteStreams

/// What a client offers (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2).
struct ClientHello: Sendable, Hashable {
    /// The random that the key log knows the connection by.
    let random: TLSRandom
    /// The name asked for (SNI).
    private(set) var serverName: String?
    /// Whether early data follows (0-RTT, RFC 8446 section 4.2.10).
    private(set) var offersEarlyData = false
    /// Whether it carries an encrypted ClientHello, or pretends to (ECH, RFC 9849).
    private(set) var isEncrypted = false

    /// Reads the body of a ClientHello; nil where it is none. Extensions behind damage are left out.
    init?(_ body: RawSpan) {
        var reader = HelloReader(body)
        guard reader.number16() != nil, let random = reader.random() else { return nil }
        self.random = random
        let session = reader.number8()
        guard reader.take(session) != nil else { return nil }
        let suites = reader.number16()
        guard reader.take(suites.map { Int($0) }) != nil else { return nil }
        let methods = reader.number8()
        guard reader.take(methods) != nil else { return nil }
        let length = reader.number16()
        guard let extensions = reader.take(length.map { Int($0) }) else { return }
        var (name, early, encrypted) = (String?.none, false, false)
        TLSExtension.forEach(extensions) { type, content in
            switch type {
            case TLSExtension.serverName: name = name ?? TLSExtension.hostName(content)
            case TLSExtension.earlyData: early = true
            case TLSExtension.encryptedClientHello: encrypted = true
            default: break
            }
        }
        (serverName, offersEarlyData, isEncrypted) = (name, early, encrypted)
    }
}
