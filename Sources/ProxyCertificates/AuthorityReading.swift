import ByteStreams
import SwiftASN1
import X509

/// Reads what the files of an authority say, and whether it is fit for use.
enum AuthorityReading {
    /// The key in a file's text.
    static func key(_ text: String, file: String) throws(AuthorityError) -> Certificate.PrivateKey {
        do {
            let documents = try PEMDocument.parseMultiple(pemString: text)
            guard let document = documents.first(where: { $0.discriminator.hasSuffix("PRIVATE KEY") }) else {
                throw AuthorityError.wrongKey(file, reason: "there is no private key in PEM in it")
            }
            guard !document.discriminator.hasPrefix("ENCRYPTED") else {
                throw AuthorityError.wrongKey(file, reason: "it is encrypted")
            }
            return try Certificate.PrivateKey(pemDocument: document)
        } catch let error as AuthorityError {
            throw error
        } catch {
            throw .wrongKey(file, reason: "it is damaged (\(error))")
        }
    }

    /// The certificate in a file's text, which is that of the key, and holds at a moment.
    static func certificate(
        _ text: String, of key: Certificate.PrivateKey, _ files: borrowing AuthorityFiles, at moment: Timestamp
    ) throws(AuthorityError) -> Certificate {
        let file = files.certificate
        let keyFile = files.key
        let certificate: Certificate
        do {
            guard
                let document = try PEMDocument.parseMultiple(pemString: text)
                    .first(where: { $0.discriminator == Certificate.defaultPEMDiscriminator })
            else {
                throw AuthorityError.wrongCertificate(
                    file, reason: "there is no certificate in PEM in it", key: keyFile)
            }
            certificate = try Certificate(pemDocument: document)
        } catch let error as AuthorityError {
            throw error
        } catch {
            throw .wrongCertificate(file, reason: "it is damaged (\(error))", key: keyFile)
        }
        guard certificate.publicKey == key.publicKey else { throw .mismatch(certificate: file, key: keyFile) }
        if let reason = obstacle(certificate) { throw .wrongCertificate(file, reason: reason, key: keyFile) }
        let validity = ValidityPeriod(from: certificate.notValidBefore, until: certificate.notValidAfter)
        guard moment <= validity.end else { throw .expired(file, since: validity.end, key: keyFile) }
        guard moment >= validity.start else { throw .notYetValid(file, until: validity.start) }
        return certificate
    }

    /// Why a certificate is not one of an authority; nil where it is.
    private static func obstacle(_ certificate: Certificate) -> String? {
        guard case .isCertificateAuthority = try? certificate.extensions.basicConstraints else {
            return "it is not the certificate of an authority (basicConstraints CA:TRUE is missing)"
        }
        if let usage = try? certificate.extensions.keyUsage, !usage.keyCertSign {
            return "its key may not sign certificates (keyUsage keyCertSign is missing)"
        }
        if certificate.issuer == certificate.subject,
            !certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
        {
            return "it is damaged (its signature is wrong)"
        }
        return nil
    }
}
