import ByteStreams
import Glibc
import Synchronization
import Testing
import X509

@testable import ProxyCertificates

struct CertificateAuthorityTests {
    @Test
    func `the first opening makes it, and every later one reads the same`() throws {
        let scratch = try Scratch()
        let made = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        #expect(made.isNew)
        #expect(Scratch.mode(made.keyFile) == 0o600)
        #expect(Scratch.mode(made.certificateFile) == 0o644)
        let read = try CertificateAuthority.open(folder: scratch.path, at: .noon.days(3_600))
        #expect(!read.isNew)
        #expect(read.certificate == made.certificate)
        #expect(read.key.publicKey == made.key.publicKey)
        #expect(read.validity == made.validity)
        #expect(scratch.names == ["wscope-ca-cert.pem", "wscope-ca-key.pem"])
    }

    @Test
    func `it may sign certificates of hosts and nothing else, for ten years from a day ago`() throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        #expect(authority.validity.start == .noon.days(-1))
        #expect(authority.validity.end == .noon.days(3_651))
        let extensions = authority.signed.extensions
        #expect(try extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
        #expect(try extensions.keyUsage == KeyUsage(keyCertSign: true, cRLSign: true))
        #expect(try extensions.subjectKeyIdentifier != nil)
        #expect(extensions.filter(\.critical).count == 2)
        #expect(authority.signed.version == .v3)
        #expect(authority.subject.hasPrefix("CN=wscope interception CA ("))
        #expect(authority.subject.hasSuffix(",O=wscope"))
        let said = try OpenSSL.run(
            "verify", "-x509_strict", "-check_ss_sig", "-attime", "\(Timestamp.noon.wholeSeconds)", "-CAfile",
            authority.certificateFile, authority.certificateFile)
        #expect(said.isContent, "\(said.text)")
    }

    @Test
    func `its fingerprint is what others show`() throws {
        let scratch = try Scratch()
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        let said = try OpenSSL.run(
            "x509", "-in", authority.certificateFile, "-noout", "-fingerprint", "-sha256", "-subject", "-nameopt",
            "RFC2253")
        #expect(said.text.contains("Fingerprint=\(authority.fingerprint)\n"), "\(said.text)")
        #expect(said.text.contains("subject=\(authority.subject)\n"), "\(said.text)")
    }

    @Test
    func `programs that start at once have the same one`() async throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/new"
        let found = try await withThrowingTaskGroup(of: CertificateAuthority.self) { group in
            for _ in 0..<8 { group.addTask { try CertificateAuthority.open(folder: folder, at: .noon) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(found.map(\.certificate)).count == 1)
        #expect(found.filter(\.isNew).count == 1)
    }

    @Test
    func `a certificate that is gone is made again from the key`() throws {
        let scratch = try Scratch()
        let first = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        unlink(first.certificateFile)
        let second = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        #expect(second.isNew)
        #expect(second.subject == first.subject)
        #expect(second.key.publicKey == first.key.publicKey)
        #expect(second.certificate != first.certificate)
    }

    @Test
    func `a certificate without its key, and one of another key, are told apart`() throws {
        let scratch = try Scratch()
        let other = try Scratch()
        let mine = try CertificateAuthority.open(folder: scratch.path, at: .noon)
        let others = try CertificateAuthority.open(folder: other.path, at: .noon)
        try scratch.write(Scratch.read(others.keyFile), to: "wscope-ca-key.pem")
        #expect(throws: AuthorityError.mismatch(certificate: mine.certificateFile, key: mine.keyFile)) {
            try CertificateAuthority.open(folder: scratch.path, at: .noon)
        }
        unlink(mine.keyFile)
        #expect(throws: AuthorityError.missingKey(mine.keyFile, certificate: mine.certificateFile)) {
            try CertificateAuthority.open(folder: scratch.path, at: .noon)
        }
        #expect(scratch.names == ["wscope-ca-cert.pem"])
    }

    @Test
    func `one that others made with other tools is used as well`() throws {
        let scratch = try Scratch()
        let key = "\(scratch.path)/wscope-ca-key.pem"
        let made = try OpenSSL.run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
            "\(scratch.path)/wscope-ca-cert.pem", "-days", "30", "-subj", "/O=Somebody/CN=Their CA",
            "-addext", "keyUsage=critical,keyCertSign")
        #expect(made.isContent)
        let authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        #expect(authority.subject == "CN=Their CA,O=Somebody")
        let leaf = try LeafCertificates(authority: authority, keeping: 1)
            .leaf(for: "example.com", upstream: nil, at: .now)
        #expect(
            try OpenSSL.trusts(leaf.certificate, for: "example.com", authority: authority.certificateFile, at: .now))
    }

    @Test
    func `its name is short enough whatever the host is called`() {
        let long = CertificateAuthority.commonName(host: String(repeating: "h", count: 200), identifier: [1, 2, 255])
        #expect(long == "wscope interception CA (\(String(repeating: "h", count: 30)) 0102ff)")
        #expect(long.utf8.count <= 64)
        #expect(
            CertificateAuthority.commonName(host: "b\u{7}ü x", identifier: []) == "wscope interception CA (bx )")
    }
}
