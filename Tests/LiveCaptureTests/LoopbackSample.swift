import ByteStreams
import Glibc
import Packets
import Synchronization

@testable import LiveCapture

/// Capturing on the loopback interface, where this process may.
enum LoopbackSample {
    /// Whether this process may capture.
    static let isPermitted: Bool = {
        let descriptor = socket(17, Int32(SOCK_RAW.rawValue), 0)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }()

    /// What a skipped test says.
    static let refusal = "capturing needs root or cap_net_raw"

    /// A UDP socket on a port of 127.0.0.1 that the kernel chose.
    static func socketOnAnyPort() -> (descriptor: Int32, port: UInt16)? {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
                    && connect(descriptor, raw, length) == 0
            }
        }
        guard isBound else { return nil }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

/// Keeps packets in memory.
final class MemoryKeeper: PacketKeeper {
    struct Kept {
        var packets: [[UInt8]] = []
        var pauses = 0
        var statistics: CaptureStatistics?
    }

    private let kept = Mutex(Kept())

    var all: Kept { kept.withLock { $0 } }

    func keep(_ packet: CapturedPacket, of interface: Int, bytes: RawSpan) {
        let copy = bytes.copied
        kept.withLock { $0.packets.append(copy) }
    }

    func pause() {
        kept.withLock { $0.pauses += 1 }
    }

    func note(_ statistics: CaptureStatistics, of interface: Int) {
        kept.withLock { $0.statistics = statistics }
    }
}
