import Glibc

/// The two files of a certificate authority in their folder, held against other programs as long as this value lives.
struct AuthorityFiles: ~Copyable {
    /// The most bytes that either file has.
    static let largest = 1 << 16

    /// Where the key is, for its owner alone.
    let key: String
    /// Where the certificate is, for everybody.
    let certificate: String
    /// The open folder, whose lock says who may make files.
    private let folder: Int32

    /// Makes the folder where there is none, and waits until no other program makes files there.
    init(folder path: String) throws(AuthorityError) {
        guard Self.make(path) else { throw .noFolder(path, reason: WholeFile.reason) }
        let opened = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .noFolder(path, reason: WholeFile.reason) }
        folder = opened
        key = "\(path)/wscope-ca-key.pem"
        certificate = "\(path)/wscope-ca-cert.pem"
        // Some network file systems know no such lock; there, two programs that start at once may meet.
        while flock(folder, LOCK_EX) != 0, errno == EINTR {}
    }

    deinit {
        close(folder)
    }

    /// The key's text; nil where there is no file.
    func readKey() throws(AuthorityError) -> String? {
        guard let (text, mode) = try Self.read(key) else { return nil }
        guard mode & 0o077 == 0 else { throw .exposedKey(key, mode: mode) }
        return text
    }

    /// The certificate's text; nil where there is no file.
    func readCertificate() throws(AuthorityError) -> String? {
        try Self.read(certificate)?.text
    }

    /// Writes the key, for its owner alone.
    func writeKey(_ text: String) throws(AuthorityError) {
        try write(text, to: key, mode: 0o600)
    }

    /// Writes the certificate, for everybody to read.
    func writeCertificate(_ text: String) throws(AuthorityError) {
        try write(text, to: certificate, mode: 0o644)
    }

    /// Makes a folder for its owner alone, and those above it.
    private static func make(_ folder: String) -> Bool {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/" + part
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { return false }
        }
        return true
    }

    private static func read(_ path: String) throws(AuthorityError) -> (text: String, mode: UInt32)? {
        do {
            let file = try WholeFile(path, atMost: largest)
            return (String(decoding: file.bytes, as: UTF8.self), file.mode)
        } catch {
            if error.isMissing { return nil }
            throw .unreadable(path, reason: error.reason)
        }
    }

    /// Writes a file under another name, and gives it its own once it is complete and on the disk.
    private func write(_ text: String, to path: String, mode: mode_t) throws(AuthorityError) {
        let unfinished = "\(path).\(getpid())~"
        // Left behind by a program that was killed and had the same number. The folder's lock is held.
        unsafe unlink(unfinished)
        let file = unsafe Glibc.open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .notWritten(path, reason: WholeFile.reason) }
        let isWritten =
            Self.writeAll(Array(text.utf8), to: file) && fchmod(file, mode) == 0 && fsync(file) == 0
        let failure = errno
        close(file)
        if isWritten, unsafe rename(unfinished, path) == 0 {
            _ = fsync(folder)
            return
        }
        if !isWritten { errno = failure }
        let reason = WholeFile.reason
        unsafe unlink(unfinished)
        throw .notWritten(path, reason: reason)
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
