import Testing

@testable import TLSDecryption

struct CipherSuiteTests {
    @Test(
        arguments: [
            (0x1301, "TLS_AES_128_GCM_SHA256", .aes128GCM, .sha256),
            (0x1302, "TLS_AES_256_GCM_SHA384", .aes256GCM, .sha384),
            (0x1303, "TLS_CHACHA20_POLY1305_SHA256", .chaCha20Poly1305, .sha256),
            (0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", .aes128GCM, .sha256),
            (0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", .aes256GCM, .sha384),
            (0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", .chaCha20Poly1305, .sha256),
            (0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA", .aes128CBC(.sha1), .sha256),
            (0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", .aes128CBC(.sha256), .sha256),
            (0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", .aes256CBC(.sha384), .sha384),
            (0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", .aes256CBC(.sha1), .sha256),
            (0x1304, "TLS_AES_128_CCM_SHA256", .unsupported, .sha256),
            (0xc09c, "TLS_RSA_WITH_AES_128_CCM", .unsupported, .sha256), (0x00ff, "0x00ff", .unsupported, .sha256),
            (0xfafa, "0xfafa", .unsupported, .sha256),
        ] as [(UInt16, String, CipherSuite.Kind, ScheduleHash)])
    func `a number names its suite`(_ number: UInt16, _ name: String, _ kind: CipherSuite.Kind, _ hash: ScheduleHash) {
        let suite = CipherSuite(number)
        #expect(suite.name == name && suite.kind == kind && suite.hash == hash)
        #expect(suite.isTLS13 == (number >> 8 == 0x13))
    }

    @Test func `no number stands twice, and every name says what it is`() {
        #expect(Set(CipherSuite.names.values).count == CipherSuite.names.count)
        for number in UInt16.min...UInt16.max {
            let suite = CipherSuite(number)
            let isSupported = suite.kind.keyLength > 0
            #expect(!isSupported || suite.name.contains("AES") || suite.name.contains("CHACHA20"))
            if case .aes256CBC(let mac) = suite.kind { #expect(mac.length >= 20 && suite.kind.mac == mac) }
        }
    }
}
