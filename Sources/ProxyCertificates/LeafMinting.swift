import ByteStreams
import Crypto
import NIOSSL
import SwiftASN1
import X509

/// Makes certificates that an authority vouches for, all of one key that lasts as long as this value.
struct LeafMinting: Sendable {
    private let authority: CertificateAuthority
    private let publicKey: Certificate.PublicKey
    private let privateKey: NIOSSLPrivateKey
    private let authorityCertificate: NIOSSLCertificate
    private let keyIdentifier: SubjectKeyIdentifier
    private let authorityIdentifier: AuthorityKeyIdentifier

    init(_ authority: CertificateAuthority) throws(LeafError) {
        let key = P256.Signing.PrivateKey()
        do {
            privateKey = try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)
            authorityCertificate = try NIOSSLCertificate(bytes: authority.certificate, format: .der)
        } catch {
            throw .notMinted(authority.subject, reason: "\(error)")
        }
        self.authority = authority
        publicKey = Certificate.PublicKey(key.publicKey)
        keyIdentifier = SubjectKeyIdentifier(hash: publicKey)
        let known = try? authority.signed.extensions.subjectKeyIdentifier
        authorityIdentifier = AuthorityKeyIdentifier(
            keyIdentifier: (known ?? SubjectKeyIdentifier(hash: authority.key.publicKey)).keyIdentifier)
    }

    /// A certificate for a name, and for all that the upstream's is for.
    func mint(
        for name: ServerName, _ upstream: UpstreamIdentity?, at moment: Timestamp
    ) throws(LeafError) -> LeafCertificate {
        let validity = ValidityPeriod.days(LeafCertificates.lifetime, around: moment).bounded(by: authority.validity)
        do {
            let subject = try Self.subject(name, upstream)
            let signed = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                notValidBefore: validity.dates.start, notValidAfter: validity.dates.end,
                issuer: authority.signed.subject, subject: subject,
                extensions: try extensions(name, upstream, isNameless: subject.isEmpty),
                issuerPrivateKey: authority.key)
            let der = try signed.serializeAsPEM().derBytes
            return LeafCertificate(
                name: name, certificate: der,
                validity: ValidityPeriod(from: signed.notValidBefore, until: signed.notValidAfter),
                chain: [
                    .certificate(try NIOSSLCertificate(bytes: der, format: .der)), .certificate(authorityCertificate),
                ], privateKey: .privateKey(privateKey))
        } catch {
            throw .notMinted(name.description, reason: "\(error)")
        }
    }

    /// The upstream's organization and common name; where it has no common name the name asked for, if it is short enough.
    private static func subject(_ name: ServerName, _ upstream: UpstreamIdentity?) throws -> DistinguishedName {
        let asked = name.description
        let commonName = upstream?.commonName ?? (asked.utf8.count <= UpstreamIdentity.longestPart ? asked : nil)
        return try DistinguishedName {
            if let organization = upstream?.organization { OrganizationName(organization) }
            if let commonName { CommonName(commonName) }
        }
    }

    private func extensions(
        _ name: ServerName, _ upstream: UpstreamIdentity?, isNameless: Bool
    ) throws -> Certificate.Extensions {
        let others = (upstream?.names ?? []).filter { $0 != name }
        let names = SubjectAlternativeNames(([name] + others).map(\.generalName))
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            // Without a subject, the names are all there is (RFC 5280 section 4.2.1.6).
            if isNameless { Critical(names) } else { names }
            keyIdentifier
            authorityIdentifier
        }
    }
}

extension ServerName {
    /// What it is among a certificate's names.
    fileprivate var generalName: GeneralName {
        switch self {
        case .host(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }
}
