package import ByteStreams

/// Why there is no certificate authority, in words for a person.
package enum AuthorityError: Error, Sendable, Hashable {
    /// The folder cannot be made or opened; what the system says.
    case noFolder(String, reason: String)
    /// A file is there and cannot be read; what the system says.
    case unreadable(String, reason: String)
    /// A file cannot be written; what the system says.
    case notWritten(String, reason: String)
    /// Others than its owner may read or write the key; its mode.
    case exposedKey(String, mode: UInt32)
    /// The key is not what it should be, and why.
    case wrongKey(String, reason: String)
    /// The certificate is not what it should be, and why.
    case wrongCertificate(String, reason: String, key: String)
    /// The certificate is there, and its key is not.
    case missingKey(String, certificate: String)
    /// The certificate is of another key.
    case mismatch(certificate: String, key: String)
    /// The certificate holds no longer.
    case expired(String, since: Timestamp, key: String)
    /// The certificate does not hold yet.
    case notYetValid(String, until: Timestamp)
    /// A certificate cannot be made; what the library says.
    case notMade(reason: String)
}

extension AuthorityError: CustomStringConvertible {
    /// What is wrong, with which file, and what to do.
    package var description: String {
        switch self {
        case .noFolder(let folder, let reason):
            "\(folder): the folder of the CA cannot be made or opened: \(reason): name another one with --ca-dir"
        case .unreadable(let file, let reason):
            "\(file): it cannot be read: \(reason): make it a file of the user who runs wscope, or name another "
                + "folder with --ca-dir"
        case .notWritten(let file, let reason):
            "\(file): it cannot be written: \(reason): make room and the folder writable, or name another one with "
                + "--ca-dir"
        case .exposedKey(let file, let mode):
            "\(file): others than its owner may use the CA's key (mode \(String(mode, radix: 8))): if nobody did, "
                + "`chmod 600 \(file)`; otherwise remove it together with the certificate, and a new CA is made"
        case .wrongKey(let file, let reason):
            "\(file): the CA's key cannot be used: \(reason): put the right file back, or remove it together with the "
                + "certificate, and a new CA is made"
        case .wrongCertificate(let file, let reason, let key):
            "\(file): the CA's certificate cannot be used: \(reason): put the right file back, or \(Self.anew(file, key))"
        case .missingKey(let file, let certificate):
            "\(file): the key is missing that belongs to \(certificate): put it back, or remove the certificate, and a "
                + "new CA is made, which is to be trusted anew"
        case .mismatch(let certificate, let key):
            "\(certificate): the CA's certificate is not that of the key in \(key): put the right file back, or "
                + Self.anew(certificate, key)
        case .expired(let file, let moment, let key):
            "\(file): the CA's certificate expired on \(Self.day(moment)): \(Self.anew(file, key))"
        case .notYetValid(let file, let moment):
            "\(file): the CA's certificate holds from \(Self.day(moment)) on, which is in the future: set the clock"
        case .notMade(let reason):
            "a certificate cannot be made: \(reason)"
        }
    }

    private static func anew(_ certificate: String, _ key: String) -> String {
        "remove both (`rm \(certificate) \(key)`), and a new CA is made, which is to be trusted anew"
    }

    private static func day(_ moment: Timestamp) -> String {
        let time = CalendarTime(seconds: CalendarTime.split(moment.nanoseconds).seconds)
        return "\(time.year)-\(time.month < 10 ? "0" : "")\(time.month)-\(time.day < 10 ? "0" : "")\(time.day)"
    }
}
