/// The forms in which an authority's certificate is handed to those who are to trust it. None has the key.
package enum AuthorityExport: String, Sendable, Hashable, CaseIterable {
    /// Text, which most programs read.
    case pem
    /// The bytes of the certificate.
    case der
    /// A store of trusted certificates in PKCS #12, which Java reads.
    case p12

    /// The password that a store has where none is asked for: the one of Java's own.
    package static let usualPassword = "changeit"
    /// What the certificate is called in a store.
    package static let alias = "wscope-ca"

    /// The form that a file's ending asks for; nil where it asks for none.
    package init?(ending path: String) {
        guard let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last else { return nil }
        switch ending.lowercased() {
        case "pem", "crt": self = .pem
        case "der", "cer": self = .der
        case "p12", "pfx": self = .p12
        default: return nil
        }
    }

    /// The bytes of a file of this form. The password is that of a store.
    package func bytes(
        of authority: CertificateAuthority, password: String = usualPassword
    ) throws(AuthorityError) -> [UInt8] {
        switch self {
        case .pem: return Array(authority.pem.utf8)
        case .der: return authority.certificate
        case .p12:
            var random = SystemRandomNumberGenerator()
            let salt = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
            do {
                return try TrustStore(certificate: authority.certificate, alias: Self.alias)
                    .sealed(password: password, salt: salt)
            } catch {
                throw .notMade(reason: "\(error)")
            }
        }
    }
}
