import Testing

@testable import TLSDecryption

struct TLSVersionTests {
    @Test(
        arguments: [
            (0x0300, "SSL 3.0", "SSL 3.0"), (0x0301, "1.0", "TLS 1.0"), (0x0302, "1.1", "TLS 1.1"),
            (0x0303, "1.2", "TLS 1.2"), (0x0304, "1.3", "TLS 1.3"), (0x7f1c, "0x7f1c", "TLS 0x7f1c"),
        ] as [(UInt16, String, String)])
    func `a version has its name`(_ number: UInt16, _ short: String, _ name: String) {
        #expect(TLSVersion(rawValue: number).shortName == short)
        #expect(TLSVersion(rawValue: number).name == name)
    }
}
