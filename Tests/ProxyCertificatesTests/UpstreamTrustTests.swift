import ByteStreams
import Crypto
import NIOCore
import NIOSSL
import SwiftASN1
import Synchronization
import Testing
import X509

@testable import ProxyCertificates

struct UpstreamTrustTests {
    private let scratch: Scratch
    private let authority: CertificateAuthority
    private let server: TLSConfiguration

    init() throws {
        scratch = try Scratch()
        authority = try CertificateAuthority.open(folder: scratch.path, at: .now)
        server = try LeafCertificates(authority: authority, keeping: 1)
            .leaf(for: "example.com", upstream: nil, at: .now).serverConfiguration(applicationProtocols: ["h2"])
    }

    private func settings(
        _ verification: UpstreamTrustSettings.Verification = .required, authorities: [String] = [],
        client: String? = nil
    ) -> UpstreamTrustSettings {
        var settings = UpstreamTrustSettings()
        settings.verification = verification
        settings.authorityFiles = authorities
        settings.clientCertificateFile = client
        return settings
    }

    private func exchange(_ trust: UpstreamTrust, name: String? = "example.com") throws -> String? {
        try TLSPair(client: trust.context(applicationProtocols: ["h2"]), server: server, name: name).exchange("hello")
    }

    @Test
    func `an upstream of an authority that nobody knows is refused`() throws {
        let trust = try UpstreamTrust(settings())
        #expect(throws: (any Error).self) { try exchange(trust) }
    }

    @Test
    func `an upstream of an authority that is named is trusted, for its name alone`() throws {
        let trust = try UpstreamTrust(settings(authorities: [authority.certificateFile]))
        #expect(try exchange(trust) == "hello")
        #expect(throws: (any Error).self) { try exchange(trust, name: "example.org") }
    }

    @Test
    func `without verification any upstream will do`() throws {
        let trust = try UpstreamTrust(settings(.none))
        #expect(try exchange(trust) == "hello")
        #expect(try exchange(trust, name: "example.org") == "hello")
        #expect(try exchange(trust, name: nil) == "hello")
    }

    @Test
    func `what is made is kept for each list of protocols, within bounds`() throws {
        let trust = try UpstreamTrust(settings(.none))
        let one = try trust.context(applicationProtocols: ["h2", "http/1.1"])
        #expect(try trust.context(applicationProtocols: ["h2", "http/1.1"]) === one)
        #expect(try trust.context(applicationProtocols: ["http/1.1", "h2"]) !== one)
        #expect(trust.count == 3)
        for index in 0..<100 { _ = try trust.context(applicationProtocols: ["x\(index)"]) }
        #expect(trust.count <= UpstreamTrust.mostLists)
    }

    @Test
    func `secrets are told line by line`() throws {
        let lines = Mutex<[String]>([])
        let trust = try UpstreamTrust(settings(.none)) { line in lines.withLock { $0.append(String(buffer: line)) } }
        #expect(try exchange(trust) == "hello")
        #expect(lines.withLock { $0 }.contains { $0.hasPrefix("CLIENT_TRAFFIC_SECRET_0 ") && $0.hasSuffix("\n") })
    }

    @Test
    func `an upstream that asks for a certificate has it`() throws {
        let key = P256.Signing.PrivateKey()
        let der = try SampleCertificates.certificate(
            of: Certificate.PrivateKey(key), subject: DistinguishedName { CommonName("client") }, days: 3_650
        ) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        }
        let file = try scratch.write(SampleCertificates.pem(der) + key.pemRepresentation + "\n", to: "client.pem")
        var asking = server
        asking.certificateVerification = .noHostnameVerification
        asking.trustRoots = .certificates([try NIOSSLCertificate(bytes: der, format: .der)])
        let trust = try UpstreamTrust(settings(.none, client: file))
        let pair = try TLSPair(client: trust.context(applicationProtocols: ["h2"]), server: asking, name: "example.com")
        #expect(try pair.exchange("hello") == "hello")
        let bare = try UpstreamTrust(settings(.none))
        let refused = try TLSPair(client: bare.context(applicationProtocols: ["h2"]), server: asking, name: nil)
        #expect(throws: (any Error).self) { try refused.exchange("hello") }
    }

    @Test
    func `a file of authorities that cannot be used is named`() throws {
        let none = "\(scratch.path)/none.pem"
        #expect(throws: UpstreamTrustError.unreadable(none, reason: "No such file or directory")) {
            try UpstreamTrust(settings(authorities: [none]))
        }
        let der = try scratch.write(authority.certificate, to: "ca.der")
        #expect(throws: UpstreamTrustError.isDER(der)) { try UpstreamTrust(settings(authorities: [der])) }
        for (text, name) in [
            ("", "empty.pem"), ("hello\n", "text.pem"), (authority.pem.replacing("M", with: "A"), "bad.pem"),
        ] {
            let file = try scratch.write(text, to: name)
            let error = #expect(throws: UpstreamTrustError.self) { try UpstreamTrust(settings(authorities: [file])) }
            guard case .noCertificate(file, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test
    func `a client's certificate that cannot be used is named, and why`() throws {
        let key = P256.Signing.PrivateKey()
        let certificate = try SampleCertificates.pem(
            SampleCertificates.certificate(of: Certificate.PrivateKey(key), subject: DistinguishedName()) {
                BasicConstraints.notCertificateAuthority
            })
        func error(_ text: String) throws -> UpstreamTrustError? {
            let file = try scratch.write(text, to: "client.pem")
            return #expect(throws: UpstreamTrustError.self) { try UpstreamTrust(settings(client: file)) }
        }
        let file = "\(scratch.path)/client.pem"
        #expect(try error(certificate) == .noKey(file))
        #expect(try error(certificate + key.pemRepresentation.replacing("M", with: "A")) == .noKey(file))
        let stranger = P256.Signing.PrivateKey()
        guard case .refused(file, _) = try error(certificate + stranger.pemRepresentation) else {
            Issue.record("a key of another certificate is taken")
            return
        }
        let secret = try OpenSSL.run(
            "pkey", "-aes128", "-passout", "pass:secret", input: Array(key.pemRepresentation.utf8))
        #expect(try error(certificate + secret.text) == .encryptedKey(file))
        let old = try OpenSSL.run(
            "ec", "-aes128", "-passout", "pass:secret", input: Array(key.pemRepresentation.utf8))
        #expect(old.text.contains("Proc-Type"))
        #expect(try error(certificate + old.text) == .encryptedKey(file))
    }
}
