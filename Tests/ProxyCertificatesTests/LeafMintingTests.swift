import ByteStreams
import SwiftASN1
import TestKit
import Testing
import X509

@testable import ProxyCertificates

struct LeafMintingTests {
    private let scratch: Scratch
    private let authority: CertificateAuthority

    init() throws {
        scratch = try Scratch()
        authority = try CertificateAuthority.open(folder: scratch.path, at: .noon)
    }

    private func minted(
        _ name: String, _ upstream: [UInt8]? = nil, at moment: Timestamp = .noon
    ) throws -> (leaf: LeafCertificate, certificate: Certificate) {
        let identity = upstream.map { UpstreamIdentity(certificate: $0) }
        let leaf = try LeafMinting(authority).mint(for: #require(ServerName(name)), identity, at: moment)
        return (leaf, try Certificate(derEncoded: leaf.certificate))
    }

    @Test(arguments: ["example.com", "a_b.example", "127.0.0.1", "2001:db8::7"])
    func `others trust it for the name asked for, and for no other`(_ name: String) throws {
        let (leaf, _) = try minted(name)
        let file = authority.certificateFile
        #expect(try OpenSSL.trusts(leaf.certificate, for: name, authority: file, at: .noon))
        #expect(try !OpenSSL.trusts(leaf.certificate, for: "example.org", authority: file, at: .noon))
        #expect(try !OpenSSL.trusts(leaf.certificate, for: "127.0.0.2", authority: file, at: .noon))
    }

    @Test
    func `it may authenticate a server and nothing else`() throws {
        let (_, certificate) = try minted("example.com")
        let extensions = certificate.extensions
        #expect(try extensions.basicConstraints == .notCertificateAuthority)
        #expect(try extensions.keyUsage == KeyUsage(digitalSignature: true))
        #expect(try extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
        #expect(
            try extensions.authorityKeyIdentifier?.keyIdentifier
                == authority.signed.extensions.subjectKeyIdentifier?.keyIdentifier)
        #expect(extensions[oid: .X509ExtensionID.subjectAlternativeName]?.critical == false)
        #expect(certificate.issuer == authority.signed.subject)
        #expect(certificate.subject.description == "CN=example.com")
        #expect(certificate.serialNumber.bytes.count >= 16)
    }

    @Test
    func `it holds for 397 days from a day ago, and never longer than the authority`() throws {
        let (leaf, _) = try minted("example.com")
        #expect(leaf.validity == ValidityPeriod(start: .noon.days(-1), end: .noon.days(396)))
        let (early, _) = try minted("example.com", at: .noon.seconds(-3_600))
        #expect(early.validity.start == authority.validity.start)
        let (late, _) = try minted("example.com", at: .noon.days(3_600))
        #expect(late.validity.end == authority.validity.end)
        #expect(late.validity.start == .noon.days(3_599))
    }

    @Test
    func `it repeats what the upstream's certificate is for`() throws {
        let upstream = try SampleCertificates.upstream(
            subject: DistinguishedName {
                CountryName("NZ")
                OrganizationName("Kiwi Ltd")
                CommonName("*.example.com")
            }, names: [.dnsName("*.example.com"), .dnsName("example.org"), .dnsName("www.example.com")])
        let (leaf, certificate) = try minted("www.example.com", upstream)
        #expect(certificate.subject.description == "CN=*.example.com,O=Kiwi Ltd")
        let names = try #require(try certificate.extensions.subjectAlternativeNames)
        #expect(
            Array(names) == [.dnsName("www.example.com"), .dnsName("*.example.com"), .dnsName("example.org")])
        for name in ["www.example.com", "other.example.com", "example.org"] {
            #expect(
                try OpenSSL.trusts(
                    leaf.certificate, for: name, authority: authority.certificateFile, at: .noon))
        }
    }

    @Test
    func `a name that is too long for a common name is among the names alone, which are critical then`() throws {
        let long = String(repeating: "a", count: 60) + ".example"
        let (leaf, certificate) = try minted(long)
        #expect(certificate.subject.isEmpty)
        #expect(certificate.extensions[oid: .X509ExtensionID.subjectAlternativeName]?.critical == true)
        let file = authority.certificateFile
        #expect(try OpenSSL.trusts(leaf.certificate, for: long, authority: file, at: .noon))
        let fits = String(repeating: "a", count: 56) + ".example"
        #expect(try minted(fits).certificate.subject.description == "CN=\(fits)")
    }

    @Test
    func `whatever the upstream sends, there is a certificate for the name asked for`() throws {
        let der = try SampleCertificates.upstream(
            subject: DistinguishedName { CommonName("example.com") },
            names: [.dnsName("example.com"), .dnsName("b.example")])
        let minting = try LeafMinting(authority)
        var random = SeededRandom(seed: 11)
        for _ in 0..<500 {
            var bytes = der
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let leaf = try minting.mint(
                for: .host("asked.example"), UpstreamIdentity(certificate: bytes), at: .noon)
            let names = try Certificate(derEncoded: leaf.certificate).extensions.subjectAlternativeNames
            #expect(names?.first == .dnsName("asked.example"))
        }
    }
}
