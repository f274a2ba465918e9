import SwiftASN1
import TestKit
import Testing
import X509

@testable import ProxyCertificates

struct UpstreamIdentityTests {
    private static func address(_ bytes: [UInt8]) -> GeneralName {
        .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
    }

    private func subject(_ attributes: (ASN1ObjectIdentifier, ASN1Any)...) -> DistinguishedName {
        DistinguishedName(
            attributes.map { RelativeDistinguishedName(RelativeDistinguishedName.Attribute(type: $0.0, value: $0.1)) })
    }

    private func text(_ bytes: [UInt8], _ identifier: ASN1Identifier = .utf8String) throws -> ASN1Any {
        var serializer = DER.Serializer()
        serializer.appendPrimitiveNode(identifier: identifier) { $0.append(contentsOf: bytes) }
        return try ASN1Any(derEncoded: serializer.serializedBytes)
    }

    @Test
    func `names, addresses, common name and organization are read`() throws {
        let subject = try DistinguishedName {
            CountryName("NZ")
            OrganizationName("Kiwi Ltd")
            CommonName("www.example.com")
        }
        let identity = UpstreamIdentity(
            certificate: try SampleCertificates.upstream(
                subject: subject,
                names: [
                    .dnsName("www.example.com"), .rfc822Name("a@example.com"), .dnsName("*.Example.org"),
                    .directoryName(subject), Self.address([10, 0, 0, 1]), .dnsName("WWW.example.com"),
                    .uniformResourceIdentifier("https://example.net"), Self.address([UInt8](repeating: 1, count: 16)),
                ]))
        #expect(identity.commonName == "www.example.com")
        #expect(identity.organization == "Kiwi Ltd")
        #expect(
            identity.names == [
                .host("www.example.com"), .host("*.example.org"), .address([10, 0, 0, 1]),
                .address([UInt8](repeating: 1, count: 16)),
            ])
    }

    @Test
    func `a certificate of another program is read`() throws {
        let made = try OpenSSL.run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-outform", "PEM", "-subj",
            "/O=Café/CN=example.com", "-utf8", "-addext", "subjectAltName=DNS:example.com,IP:::1,DNS:*.example.com")
        let document = try PEMDocument(pemString: made.text)
        let identity = UpstreamIdentity(certificate: document.derBytes)
        #expect(identity.organization == "Café")
        #expect(identity.names.map(\.description) == ["example.com", "::1", "*.example.com"])
    }

    @Test
    func `names that are none are left out, and the others stay`() throws {
        let identity = UpstreamIdentity(
            certificate: try SampleCertificates.upstream(names: [
                .dnsName("good.example"), .dnsName("evil.example\0.good.example"), .dnsName(""), .dnsName("a b"),
                Self.address([1, 2, 3]), .dnsName(String(repeating: "a", count: 300)), Self.address([]),
                .dnsName("also.example"),
            ]))
        #expect(identity.names == [.host("good.example"), .host("also.example")])
    }

    @Test
    func `of thousands of names the first are read`() throws {
        let many = (0..<3_000).map { GeneralName.dnsName("h\($0).example") }
        let identity = UpstreamIdentity(certificate: try SampleCertificates.upstream(names: many))
        #expect(identity.names.count == UpstreamIdentity.mostNames)
        #expect(identity.names.last == .host("h255.example"))
    }

    @Test
    func `a certificate that is too large is not looked at`() throws {
        let large = (0..<6_000).map { GeneralName.dnsName("h\($0).example") }
        let der = try SampleCertificates.upstream(names: large)
        #expect(der.count > UpstreamIdentity.largest)
        #expect(UpstreamIdentity(certificate: der).names.isEmpty)
    }

    @Test
    func `texts of a subject that are odd are left out`() throws {
        let name: ASN1ObjectIdentifier = .RDNAttributeType.commonName
        let organization: ASN1ObjectIdentifier = .RDNAttributeType.organizationName
        for bytes in [[], Array("a\0b".utf8), Array("a\u{202e}b".utf8), [UInt8](repeating: 65, count: 65)] {
            let subject = try subject((name, text(bytes)), (organization, text(Array("Fine".utf8))))
            let identity = UpstreamIdentity(certificate: try SampleCertificates.upstream(subject: subject, names: []))
            #expect(identity.commonName == nil, "\(bytes)")
            #expect(identity.organization == "Fine")
        }
        let wide = try subject(
            (name, text([0, 65, 0, 66], .bmpString)), (name, text(Array("AB".utf8), .printableString)))
        let identity = UpstreamIdentity(certificate: try SampleCertificates.upstream(subject: wide, names: []))
        #expect(identity.commonName == "AB")
    }

    @Test
    func `a text that is no UTF-8 is left out`() throws {
        var der = try SampleCertificates.upstream(subject: DistinguishedName { CommonName("example") }, names: [])
        for range in der.ranges(of: Array("example".utf8)) { der[range.lowerBound] = 0xff }
        #expect(UpstreamIdentity(certificate: der).commonName == nil)
    }

    @Test
    func `damage never traps`() throws {
        let der = try SampleCertificates.upstream(
            subject: DistinguishedName { CommonName("example.com") },
            names: [.dnsName("example.com"), Self.address([1, 2, 3, 4])])
        for length in 0..<der.count { _ = UpstreamIdentity(certificate: Array(der[..<length])) }
        for index in der.indices {
            for value in [0, 1, 0x30, 0x7f, 0x80, 0x82, 0xa3, 0xff] as [UInt8] {
                var bytes = der
                bytes[index] = value
                _ = UpstreamIdentity(certificate: bytes)
            }
        }
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(UpstreamIdentity(certificate: bytes).names.isEmpty)
        }
        let nested = [UInt8](repeating: 0x30, count: 1) + [0x80] + [UInt8](repeating: 0x30, count: 60_000)
        #expect(UpstreamIdentity(certificate: nested).names.isEmpty)
    }
}
