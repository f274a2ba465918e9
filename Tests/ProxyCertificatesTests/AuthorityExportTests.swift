import Crypto
import Testing

@testable import ProxyCertificates

struct AuthorityExportTests {
    @Test(arguments: [
        ("a.pem", AuthorityExport.pem), ("/x.y/a.CRT", .pem), ("a.der", .der), ("a.b.cer", .der), ("a.p12", .p12),
        ("a.pfx", .p12), ("a", nil), ("/a.pem/b", nil), (".pem", nil), ("a.txt", nil), ("", nil), ("a.", nil),
    ])
    func `a file's ending names the form`(_ path: String, _ form: AuthorityExport?) {
        #expect(AuthorityExport(ending: path) == form)
    }

    @Test
    func `each form has the certificate, and none the key`() throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        #expect(try AuthorityExport.pem.bytes(of: authority) == Scratch.read(authority.certificateFile))
        #expect(try AuthorityExport.der.bytes(of: authority) == authority.certificate)
        let store = try AuthorityExport.p12.bytes(of: authority)
        #expect(store.firstRange(of: authority.certificate) != nil)
        let text = String(decoding: try Scratch.read(authority.keyFile), as: UTF8.self)
        let key = Array(try P256.Signing.PrivateKey(pemRepresentation: text).rawRepresentation)
        for form in AuthorityExport.allCases {
            #expect(try form.bytes(of: authority).firstRange(of: key) == nil)
        }
        #expect(try AuthorityExport.p12.bytes(of: authority) != store)
    }

    @Test
    func `a store has the password that is asked for`() throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        for password in [nil, "another"] {
            let bytes =
                try password.map { try AuthorityExport.p12.bytes(of: authority, password: $0) }
                ?? AuthorityExport.p12.bytes(of: authority)
            let file = try scratch.write(bytes, to: "store.p12")
            let read = try OpenSSL.run(
                "pkcs12", "-in", file, "-passin", "pass:\(password ?? "changeit")", "-nokeys")
            #expect(read.isContent, "\(read.text)")
        }
    }
}
