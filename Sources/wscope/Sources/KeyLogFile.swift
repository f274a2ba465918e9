import Glibc
import Packets
import TLSDecryption

/// A TLS key log that is read as far as it goes, and again when it has grown. It may not exist yet, be a FIFO, be cut
/// short or be replaced by another file.
final class KeyLogFile {
    let path: String
    private var reader = KeyLogReader()
    private var descriptor: Int32 = -1
    private var identity: (device: dev_t, file: ino_t)?
    private var consumed: off_t = 0
    private var toldRemarks = 0
    /// Why it cannot be read; nil while it can, or does not exist.
    private var error: SourceError?
    private var hasToldError = false

    init(path: String) {
        self.path = path
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Lines that are none, in words, those told before left out.
    func newRemarks() -> [String] {
        defer { toldRemarks = reader.remarks.count }
        return reader.remarks.dropFirst(toldRemarks).map { "\(path): \($0); the line is ignored" }
    }

    /// Why it cannot be read, once.
    func takeError() -> SourceError? {
        guard let error, !hasToldError else { return nil }
        hasToldError = true
        return error
    }

    /// Reads to the end of the file as it is now, without waiting, and shows what is new to `take`.
    func follow(into keys: inout KeyLog, _ take: (RawSpan) -> Void = { _ in }) {
        reopenIfReplaced(&keys, take)
        guard descriptor >= 0 else { return }
        _ = read(into: &keys, take)
    }

    /// Reads a whole file, waiting for the writers of a FIFO until the descriptor `interruption` has something to read.
    func readAll(into keys: inout KeyLog, interruption: Int32) throws(SourceError) {
        var file = try FileDescriptor.opened(path, interruption: interruption)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { unsafe memory.deallocate() }
        while true {
            let count = unsafe try file.read(into: memory)
            guard count > 0 else { break }
            unsafe reader.feed(UnsafeRawBufferPointer(rebasing: memory[..<count]).bytes, into: &keys)
        }
        reader.finish(into: &keys)
    }

    /// Opens the file where it exists now and did not, or is another one, or is shorter than what was read of it.
    private func reopenIfReplaced(_ keys: inout KeyLog, _ take: (RawSpan) -> Void) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if errno != ENOENT, errno != ENOTDIR { fail() }
            return
        }
        let isSame = identity.map { $0.device == status.st_dev && $0.file == status.st_ino } ?? false
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        if isSame, !isRegular || status.st_size >= consumed { return }
        if descriptor >= 0 {
            // What the old file still holds was written before the new one.
            if !isSame { _ = read(into: &keys, take) }
            close(descriptor)
            reader.finish(into: &keys)
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        consumed = 0
        guard descriptor >= 0 else { return fail() }
        identity = (status.st_dev, status.st_ino)
        error = nil
        hasToldError = false
    }

    private func read(into keys: inout KeyLog, _ take: (RawSpan) -> Void) -> Bool {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { unsafe memory.deallocate() }
        while true {
            let count = unsafe Glibc.read(descriptor, memory.baseAddress, memory.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno != EAGAIN { fail() }
            guard count > 0 else { return count == 0 }
            consumed &+= count
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
            unsafe reader.feed(bytes.bytes, into: &keys)
            unsafe take(bytes.bytes)
        }
    }

    private func fail() {
        guard error == nil else { return }
        error = SourceError(
            file: path, problem: "it cannot be read (\(unsafe String(cString: strerror(errno))))",
            advice: "make the key log readable for your user")
    }
}
