/// Why upstreams cannot be spoken with over TLS as asked, in words for a person.
package enum UpstreamTrustError: Error, Sendable, Hashable {
    /// A file cannot be read; what is wrong.
    case unreadable(String, reason: String)
    /// A file is DER and not PEM.
    case isDER(String)
    /// A file has no certificate that can be read; what the library says.
    case noCertificate(String, reason: String)
    /// The file of the client's certificate has no key that can be read.
    case noKey(String)
    /// The client's key is encrypted.
    case encryptedKey(String)
    /// The client's certificate and key do not belong together, or the library takes neither; what it says.
    case refused(String, reason: String)
    /// The library makes no client of it; what it says.
    case noContext(reason: String)
}

extension UpstreamTrustError: CustomStringConvertible {
    /// What is wrong, with which file, and what to do.
    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): it cannot be read: \(reason)"
        case .isDER(let file):
            "\(file): it is no PEM, but DER: convert it with `openssl x509 -inform der -in \(file) -out FILE.pem` (a key "
                + "with `openssl pkey -inform der`, PKCS #12 with `openssl pkcs12 -nodes`)"
        case .noCertificate(let file, let reason):
            "\(file): there is no certificate in PEM in it that can be read (\(reason)): it has to begin with "
                + "-----BEGIN CERTIFICATE-----"
        case .noKey(let file):
            "\(file): there is no private key in PEM in it: put the client's certificate and its key into one file, "
                + "`cat CERTIFICATE.pem KEY.pem > \(file)`"
        case .encryptedKey(let file):
            "\(file): its private key is encrypted: decrypt it with `openssl pkey -in \(file)`, and put it into one file "
                + "with the certificate"
        case .refused(let file, let reason):
            "\(file): its certificate and private key cannot be used together: \(reason): the certificate of the key "
                + "has to stand first"
        case .noContext(let reason): "TLS with upstreams is not possible: \(reason)"
        }
    }
}
