import Glibc

/// A file that is read at once because it is small.
enum SmallFile {
    /// Its bytes; nil, and `errno` says why, where it cannot be read or has more than so many.
    static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe Glibc.read(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: part.prefix(count))
            guard bytes.count <= limit else {
                errno = EFBIG
                return nil
            }
        }
    }
}
