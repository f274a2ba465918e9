package import ByteStreams
import Crypto
import Glibc
import SwiftASN1
import X509

/// The certificate authority that vouches for the certificates of intercepted hosts.
package struct CertificateAuthority: Sendable {
    /// Its certificate, as DER.
    package let certificate: [UInt8]
    /// The subject of its certificate, as RFC 4514 writes names.
    package let subject: String
    /// From when until when its certificate holds.
    package let validity: ValidityPeriod
    /// Where its certificate is, as PEM.
    package let certificateFile: String
    /// Where its key is, as PEM.
    package let keyFile: String
    /// Whether it was made just now: nobody trusts it yet.
    package let isNew: Bool
    let signed: Certificate
    let key: Certificate.PrivateKey

    /// Days that a new one holds: ten years.
    static let lifetime: Int64 = 3_652

    /// Reads the authority in a folder, or makes one at first use. A certificate that is gone is made again from the key.
    package static func open(folder: String, at moment: Timestamp) throws(AuthorityError) -> CertificateAuthority {
        let files = try AuthorityFiles(folder: folder)
        guard let text = try files.readKey() else {
            guard try files.readCertificate() == nil else {
                throw .missingKey(files.key, certificate: files.certificate)
            }
            let key = P256.Signing.PrivateKey()
            let authority = try made(from: Certificate.PrivateKey(key), files, at: moment)
            try files.writeKey(key.pemRepresentation + "\n")
            try files.writeCertificate(authority.pem)
            return authority
        }
        let key = try AuthorityReading.key(text, file: files.key)
        guard let certificate = try files.readCertificate() else {
            let authority = try made(from: key, files, at: moment)
            try files.writeCertificate(authority.pem)
            return authority
        }
        let signed = try AuthorityReading.certificate(certificate, of: key, files, at: moment)
        return try CertificateAuthority(signed, key, files, isNew: false)
    }

    private init(
        _ signed: Certificate, _ key: Certificate.PrivateKey, _ files: borrowing AuthorityFiles, isNew: Bool
    ) throws(AuthorityError) {
        do {
            certificate = try signed.serializeAsPEM().derBytes
        } catch {
            throw .notMade(reason: "\(error)")
        }
        subject = signed.subject.description
        validity = ValidityPeriod(from: signed.notValidBefore, until: signed.notValidAfter)
        certificateFile = files.certificate
        keyFile = files.key
        self.isNew = isNew
        self.signed = signed
        self.key = key
    }

    private static func made(
        from key: Certificate.PrivateKey, _ files: borrowing AuthorityFiles, at moment: Timestamp
    ) throws(AuthorityError) -> CertificateAuthority {
        let signed: Certificate
        do {
            let identifier = SubjectKeyIdentifier(hash: key.publicKey)
            let name = try DistinguishedName {
                OrganizationName("wscope")
                CommonName(commonName(host: hostName, identifier: Array(identifier.keyIdentifier)))
            }
            let dates = ValidityPeriod.days(lifetime, around: moment).dates
            signed = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
                notValidBefore: dates.start, notValidAfter: dates.end, issuer: name, subject: name,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    identifier
                }, issuerPrivateKey: key)
        } catch {
            throw .notMade(reason: "\(error)")
        }
        return try CertificateAuthority(signed, key, files, isNew: true)
    }

    /// Its certificate as PEM.
    package var pem: String { PEMDocument(type: "CERTIFICATE", derBytes: certificate).pemString + "\n" }

    /// The SHA-256 of its certificate, as browsers show it.
    package var fingerprint: String {
        SHA256.hash(data: certificate).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined(separator: ":")
    }

    /// A name that tells hosts apart, and the authorities that one host had: two of the same name and with different keys
    /// confuse those who trust both. At most 64 characters (RFC 5280 appendix A.1).
    static func commonName(host: String, identifier: [UInt8]) -> String {
        let host = host.unicodeScalars.filter { $0.isASCII && $0.value > 0x20 && $0.value < 0x7f }.prefix(30)
        let mark = identifier.prefix(3).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "wscope interception CA (\(String(String.UnicodeScalarView(host))) \(mark))"
    }

    private static var hostName: String {
        var name = [UInt8](repeating: 0, count: 256)
        let isKnown = unsafe name.withUnsafeMutableBytes { memory in
            unsafe memory.withMemoryRebound(to: CChar.self) { text in
                unsafe text.baseAddress.map { unsafe gethostname($0, text.count - 1) == 0 } ?? false
            }
        }
        return isKnown ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : "localhost"
    }
}
