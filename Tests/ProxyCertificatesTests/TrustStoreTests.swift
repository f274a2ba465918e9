import Glibc
import TestKit
import Testing

@testable import ProxyCertificates

struct TrustStoreTests {
    private static let passwords = ["changeit", "sixsix", "pa ss word", "ein schöner Schlüssel", "🔑 key", "x"]

    private let scratch: Scratch
    private let authority: CertificateAuthority

    init() throws {
        scratch = try Scratch()
        authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
    }

    private func store(_ password: String) throws -> String {
        let bytes = try TrustStore(certificate: authority.certificate, alias: "wscope-ca")
            .sealed(password: password, salt: Array(1...20))
        return try scratch.write(bytes, to: "store.p12")
    }

    @Test(arguments: passwords)
    func `OpenSSL reads it with its password, and with no other`(_ password: String) throws {
        let file = try store(password)
        let read = try OpenSSL.run("pkcs12", "-in", file, "-passin", "pass:\(password)", "-nokeys", "-info")
        #expect(read.isContent, "\(read.text)")
        #expect(read.text.contains("friendlyName: wscope-ca"))
        #expect(read.text.contains(authority.pem), "\(read.text)")
        #expect(read.text.contains("MAC: sha256, Iteration 10000"))
        #expect(try !OpenSSL.run("pkcs12", "-in", file, "-passin", "pass:wrong", "-nokeys").isContent)
    }

    @Test
    func `Java reads it as a store of a trusted certificate`() throws {
        guard access("/usr/bin/keytool", X_OK) == 0 else { return }
        let file = try store("changeit")
        let program = try #require(
            Program(
                "/usr/bin/keytool",
                [
                    "-J-Duser.language=en", "-list", "-v", "-keystore", file, "-storetype", "PKCS12", "-storepass",
                    "changeit",
                ]))
        let end = program.end()
        #expect(end.exitCode == 0, "\(end.text)\(end.errorText)")
        #expect(end.text.contains("Alias name: wscope-ca"))
        #expect(end.text.contains("Entry type: trustedCertEntry"))
        #expect(end.text.contains("SHA256: \(authority.fingerprint)"))
    }

    @Test(arguments: ["changeit", "", "ü🔑"])
    func `the key is what OpenSSL makes of the password`(_ password: String) throws {
        func hexadecimal(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        }
        let text: [UInt8] = password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } + [0, 0] as [UInt8]
        let salt = (1...100).map { UInt8($0) }
        for count in [1, 20, 64, 100] {
            let made = try OpenSSL.run(
                "kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt", "hexpass:\(hexadecimal(text))",
                "-kdfopt", "hexsalt:\(hexadecimal(Array(salt.prefix(count))))", "-kdfopt",
                "iter:\(TrustStore.iterations)", "-kdfopt", "id:3", "PKCS12KDF")
            let key = TrustStore.key(password: password, salt: Array(salt.prefix(count)))
            #expect(made.text.filter { $0.isHexDigit } == hexadecimal(key), "\(made.text)")
        }
    }
}
