import Glibc

/// Which file a path stands for, whatever it is called and whether it is there yet.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64
    /// The name in its folder, where the file is not there yet.
    private let name: String?

    /// The file of a path; nil where there is none, and no folder for one.
    init?(_ path: String) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            name = nil
        } else {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
            guard let last = parts.last, unsafe stat(folder, &status) == 0 else { return nil }
            name = String(last)
        }
        (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
