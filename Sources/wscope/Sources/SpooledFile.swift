import Glibc
import Packets

/// The bytes of a source in a file without a name, so that any of them can be read again.
final class SpooledFile {
    private let descriptor: Int32
    private let name: String
    /// Bytes in all.
    private(set) var size: UInt64 = 0

    private static let pieceSize = 1 << 20

    /// The bytes of a source: where they are those of a regular file, as they stand there, otherwise a copy.
    init(_ source: consuming SourceBytes) throws(SourceError) {
        name = source.name
        if let (plain, size) = source.plainFile() {
            descriptor = plain
            self.size = size
            return
        }
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp"
        var template = Array("\(folder)/wscope-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw Self.error("a copy of it", folder) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(template)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 8)
        defer { unsafe piece.deallocate() }
        while true {
            var output = unsafe OutputRawSpan(buffer: piece, initializedCount: 0)
            try source.read(into: &output)
            let count = unsafe output.finalize(for: piece)
            guard count > 0 else { return }
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: piece[..<count])
            guard unsafe StandardOutput.writeAll(bytes, to: descriptor) else {
                throw Self.error("a copy of it", folder)
            }
            size += UInt64(count)
        }
    }

    deinit {
        close(descriptor)
    }

    private static func error(_ what: String, _ folder: String) -> SourceError {
        SourceError(
            file: what, problem: "it cannot be written in \(folder) (\(unsafe String(cString: strerror(errno))))",
            advice: "name a folder with more room in the environment's TMPDIR")
    }

    /// Bytes from a place on; none at the end.
    func read(at offset: Int, atMost count: Int) throws(SourceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = unsafe pread(descriptor, &bytes, count, off_t(offset))
        guard got >= 0 else { throw Self.error("a copy of \(name)", "its folder") }
        bytes.removeLast(count - got)
        return bytes
    }
}
