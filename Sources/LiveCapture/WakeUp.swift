import Glibc

/// A pipe that makes a descriptor readable, so that who waits in `poll` wakes up.
package final class WakeUp: Sendable {
    /// Readable from `ring` until `rest`.
    package let descriptor: Int32
    private let sender: Int32

    /// A pipe whose two ends do not block.
    package init() throws(CaptureError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .noResources(reason: unsafe String(cString: strerror(errno))) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        sender = ends[1]
    }

    deinit {
        close(descriptor)
        close(sender)
    }

    /// Makes the descriptor readable.
    package func ring() {
        var byte: UInt8 = 1
        _ = unsafe write(sender, &byte, 1)
    }

    /// Makes it unreadable again.
    package func rest() {
        var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while unsafe read(descriptor, &bytes, 32) == 32 {}
    }
}
