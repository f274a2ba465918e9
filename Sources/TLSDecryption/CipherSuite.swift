/// The hash of a MAC in CBC mode.
enum MACHash: Sendable, Hashable {
    case sha1, sha256, sha384

    /// The MAC's bytes.
    var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        }
    }
}

/// A cipher suite by its registered number (RFC 8446 appendix B.4, RFC 5246 appendix C, RFC 5288, RFC 5289, RFC 5487,
/// RFC 5489, RFC 7905).
struct CipherSuite: Sendable, Hashable {
    /// How records are protected.
    enum Kind: Sendable, Hashable {
        case aes128GCM, aes256GCM, chaCha20Poly1305
        case aes128CBC(MACHash), aes256CBC(MACHash)
        case unsupported

        /// Bytes of the key; 0 where the suite is not supported.
        var keyLength: Int {
            switch self {
            case .aes128GCM, .aes128CBC: 16
            case .aes256GCM, .chaCha20Poly1305, .aes256CBC: 32
            case .unsupported: 0
            }
        }

        /// The MAC of a suite that needs one.
        var mac: MACHash? {
            switch self {
            case .aes128CBC(let mac), .aes256CBC(let mac): mac
            case .aes128GCM, .aes256GCM, .chaCha20Poly1305, .unsupported: nil
            }
        }
    }

    /// The registered name, or the number as `0xc0ff`.
    let name: String
    let kind: Kind
    /// The hash of the key schedule.
    let hash: ScheduleHash
    let isTLS13: Bool

    /// The suite with a number.
    init(_ number: UInt16) {
        let digits = String(number, radix: 16)
        name = Self.names[number] ?? "0x" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        isTLS13 = number >> 8 == 0x13
        kind = Self.kind(of: name)
        hash = name.hasSuffix("SHA384") ? .sha384 : .sha256
    }

    /// What a registered name says of the protection.
    private static func kind(of name: String) -> Kind {
        let mac: MACHash = name.hasSuffix("SHA384") ? .sha384 : name.hasSuffix("SHA256") ? .sha256 : .sha1
        let ends: [(String, Kind)] = [
            ("AES_128_GCM_SHA256", .aes128GCM), ("AES_256_GCM_SHA384", .aes256GCM),
            ("CHACHA20_POLY1305_SHA256", .chaCha20Poly1305),
            ("AES_128_CBC_SHA", .aes128CBC(mac)), ("AES_128_CBC_SHA256", .aes128CBC(mac)),
            ("AES_256_CBC_SHA", .aes256CBC(mac)), ("AES_256_CBC_SHA256", .aes256CBC(mac)),
            ("AES_256_CBC_SHA384", .aes256CBC(mac)),
        ]
        return ends.first { name.hasSuffix($0.0) }?.1 ?? .unsupported
    }

    /// The suites that are met, and how they are registered.
    static let names: [UInt16: String] = {
        var names: [UInt16: String] = [
            0x1301: "TLS_AES_128_GCM_SHA256", 0x1302: "TLS_AES_256_GCM_SHA384",
            0x1303: "TLS_CHACHA20_POLY1305_SHA256", 0x1304: "TLS_AES_128_CCM_SHA256",
            0x1305: "TLS_AES_128_CCM_8_SHA256", 0x0004: "TLS_RSA_WITH_RC4_128_MD5",
            0x0005: "TLS_RSA_WITH_RC4_128_SHA", 0xc007: "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            0xc011: "TLS_ECDHE_RSA_WITH_RC4_128_SHA", 0xc008: "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
            0xc012: "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", 0x000a: "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            0x0016: "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA", 0x0041: "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA",
            0x0084: "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", 0x0045: "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA",
            0x0088: "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA", 0x0001: "TLS_RSA_WITH_NULL_MD5",
            0x0002: "TLS_RSA_WITH_NULL_SHA", 0x003b: "TLS_RSA_WITH_NULL_SHA256",
            0xc09c: "TLS_RSA_WITH_AES_128_CCM", 0xc09d: "TLS_RSA_WITH_AES_256_CCM",
            0xc09e: "TLS_DHE_RSA_WITH_AES_128_CCM", 0xc09f: "TLS_DHE_RSA_WITH_AES_256_CCM",
            0xc0ac: "TLS_ECDHE_ECDSA_WITH_AES_128_CCM", 0xc0ad: "TLS_ECDHE_ECDSA_WITH_AES_256_CCM",
            0xc0ae: "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", 0xc0af: "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8",
            0xcca8: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            0xcca9: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            0xccaa: "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            0xccab: "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256", 0xccac: "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
            0xccad: "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256", 0xccae: "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256",
        ]
        for (exchange, numbers) in families {
            for (number, cipher) in zip(numbers, ciphers) where number > 0 {
                names[number] = "TLS_\(exchange)_WITH_AES_\(cipher)"
            }
        }
        return names
    }()

    private static let ciphers = [
        "128_CBC_SHA", "256_CBC_SHA", "128_CBC_SHA256", "256_CBC_SHA256", "256_CBC_SHA384", "128_GCM_SHA256",
        "256_GCM_SHA384",
    ]

    /// The numbers of each key exchange, in the order of `ciphers`; 0 where there is none.
    private static let families: [(String, [UInt16])] = [
        ("RSA", [0x002f, 0x0035, 0x003c, 0x003d, 0, 0x009c, 0x009d]),
        ("DHE_RSA", [0x0033, 0x0039, 0x0067, 0x006b, 0, 0x009e, 0x009f]),
        ("DHE_DSS", [0x0032, 0x0038, 0x0040, 0x006a, 0, 0x00a2, 0x00a3]),
        ("DH_anon", [0x0034, 0x003a, 0x006c, 0x006d, 0, 0x00a6, 0x00a7]),
        ("ECDHE_ECDSA", [0xc009, 0xc00a, 0xc023, 0, 0xc024, 0xc02b, 0xc02c]),
        ("ECDH_ECDSA", [0xc004, 0xc005, 0xc025, 0, 0xc026, 0xc02d, 0xc02e]),
        ("ECDHE_RSA", [0xc013, 0xc014, 0xc027, 0, 0xc028, 0xc02f, 0xc030]),
        ("ECDH_RSA", [0xc00e, 0xc00f, 0xc029, 0, 0xc02a, 0xc031, 0xc032]),
        ("ECDH_anon", [0xc018, 0xc019, 0, 0, 0, 0, 0]),
        ("PSK", [0x008c, 0x008d, 0x00ae, 0, 0x00af, 0x00a8, 0x00a9]),
        ("DHE_PSK", [0x0090, 0x0091, 0x00b2, 0, 0x00b3, 0x00aa, 0x00ab]),
        ("RSA_PSK", [0x0094, 0x0095, 0x00b6, 0, 0x00b7, 0x00ac, 0x00ad]),
        ("ECDHE_PSK", [0xc035, 0xc036, 0xc037, 0, 0xc038, 0xd001, 0xd002]),
    ]
}
