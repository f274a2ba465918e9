import ByteStreams

/// What a server chooses (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3).
struct ServerHello: Sendable, Hashable {
    /// Its random.
    let random: TLSRandom
    /// The version that both speak.
    private(set) var version: TLSVersion
    /// The number of the cipher suite.
    let cipherSuite: UInt16
    /// The protocol chosen, where it is said in clear (ALPN, RFC 7301).
    private(set) var applicationProtocol: String?
    /// Whether the MAC stands behind the encryption (RFC 7366).
    private(set) var encryptsThenMACs = false

    /// The random of a HelloRetryRequest (RFC 8446 section 4.1.3).
    private static let retry: [UInt8] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ]

    /// Whether it asks for another ClientHello.
    var isHelloRetryRequest: Bool { random.bytes == Self.retry }

    /// Reads the body of a ServerHello; nil where it is none.
    init?(_ body: RawSpan) {
        var reader = HelloReader(body)
        guard let legacy = reader.number16(), let random = reader.random() else { return nil }
        let session = reader.number8()
        guard reader.take(session) != nil, let suite = reader.number16(), reader.number8() != nil else { return nil }
        self.random = random
        version = TLSVersion(rawValue: legacy)
        cipherSuite = suite
        let length = reader.number16()
        guard let extensions = reader.take(length.map { Int($0) }) else { return }
        var (chosen, name, macsBehind) = (version, String?.none, false)
        TLSExtension.forEach(extensions) { type, content in
            switch type {
            case TLSExtension.supportedVersions:
                var reader = HelloReader(content)
                if let number = reader.number16() { chosen = TLSVersion(rawValue: number) }
            case TLSExtension.applicationProtocols: name = TLSExtension.firstProtocol(content)
            case TLSExtension.encryptThenMAC: macsBehind = true
            default: break
            }
        }
        (version, applicationProtocol, encryptsThenMACs) = (chosen, name, macsBehind)
    }
}

/// What a server of TLS 1.3 says under the keys of the handshake (RFC 8446 section 4.3.1).
struct EncryptedExtensions: Sendable, Hashable {
    /// The protocol chosen (ALPN).
    private(set) var applicationProtocol: String?
    /// Whether early data is taken.
    private(set) var acceptsEarlyData = false

    /// Reads the body of EncryptedExtensions; nil where it is none.
    init?(_ body: RawSpan) {
        var reader = HelloReader(body)
        let length = reader.number16()
        guard let extensions = reader.take(length.map { Int($0) }) else { return nil }
        var (name, early) = (String?.none, false)
        TLSExtension.forEach(extensions) { type, content in
            if type == TLSExtension.applicationProtocols { name = TLSExtension.firstProtocol(content) }
            if type == TLSExtension.earlyData { early = true }
        }
        (applicationProtocol, acceptsEarlyData) = (name, early)
    }
}
