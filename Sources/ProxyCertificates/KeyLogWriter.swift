import Glibc
package import NIOCore
package import NIOSSL
import Synchronization

/// A key log that cannot be written, in words for a person.
package struct KeyLogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    package let file: String
    /// What is wrong.
    package let reason: String

    /// What is wrong with which file.
    package var description: String { "\(file): the key log cannot be written: \(reason)" }
}

/// Appends the secrets of connections to a key log (RFC 9850), a whole line at once. Any thread may write.
package final class KeyLogWriter: Sendable {
    private struct State {
        /// Whether the last line was written in part.
        var isTorn = false
        var failure: KeyLogError?
    }

    /// Where it is.
    package let path: String
    private let file: Int32
    private let state = Mutex(State())

    /// Opens a file to append to. Where there is none it is made, for its owner alone.
    package init(path: String) throws(KeyLogError) {
        // A FIFO that nobody reads is an error and no reason to wait.
        file = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
        self.path = path
        guard file >= 0 else {
            throw KeyLogError(file: path, reason: errno == ENXIO ? "nobody reads from it" : WholeFile.reason)
        }
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// Why a line was not written, the first time that happened; nil while all is well.
    package var failure: KeyLogError? { state.withLock { $0.failure } }

    /// What TLS calls for every line.
    package var callback: NIOSSLKeyLogCallback {
        { [self] line in write(line) }
    }

    /// Writes a line.
    package func write(_ line: ByteBuffer) {
        var bytes = Array(line.readableBytesView)
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        state.withLock { state in
            var rest = (state.isTorn ? [UInt8(ascii: "\n")] : []) + bytes
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    state.failure = state.failure ?? KeyLogError(file: path, reason: WholeFile.reason)
                    return
                }
                rest.removeFirst(count)
                state.isTorn = !rest.isEmpty
            }
        }
    }
}
