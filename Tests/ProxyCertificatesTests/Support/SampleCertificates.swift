import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// Certificates as strangers make them.
enum SampleCertificates {
    /// A certificate of a subject for some names, signed by its own key.
    static func upstream(
        subject: DistinguishedName = DistinguishedName(), names: [GeneralName]
    ) throws -> [UInt8] {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        return try certificate(of: key, subject: subject) { SubjectAlternativeNames(names) }
    }

    /// A certificate of a key, signed by itself, from 2025-06-01 for so many days.
    static func certificate(
        of key: Certificate.PrivateKey, subject: DistinguishedName, days: Double = 365,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> [UInt8] {
        let start = Date(timeIntervalSince1970: 1_748_736_000)
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey, notValidBefore: start,
            notValidAfter: start + days * 86_400, issuer: subject, subject: subject,
            extensions: Certificate.Extensions(builder: extensions), issuerPrivateKey: key
        ).serializeAsPEM().derBytes
    }

    /// A certificate as PEM.
    static func pem(_ der: [UInt8]) -> String { PEMDocument(type: "CERTIFICATE", derBytes: der).pemString + "\n" }
}
