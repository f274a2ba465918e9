import ByteStreams
import Glibc
import LiveCapture
import Packets
import Synchronization

/// Keeps packets on behalf of a live run.
protocol CaptureKeeper: PacketKeeper {
    /// Why nothing is kept any more; nil while all is well.
    var failure: OutputError? { get }
    /// Whether packets are kept, also those that are not recorded.
    var isKeeping: Bool { get }

    /// Keeps the text of a key log beside the packets.
    func keep(secrets: RawSpan)

    /// Closes what is open, once no further packet comes.
    func close()
}

extension NoKeeper: CaptureKeeper {
    var failure: OutputError? { nil }
    var isKeeping: Bool { false }

    func keep(secrets: RawSpan) {}

    func close() {}
}

/// Captured packets in a pcapng file, or in a ring of such files. A file that cannot be written any more is cut to its
/// last whole block and closed; nothing further is kept, and capturing goes on.
final class PcapngFiles: CaptureKeeper {
    /// When a further file begins, and how many stay.
    struct Ring: Sendable {
        /// When a file is full; nil for one file without end.
        let size: RingSize?
        /// Files that are kept; nil for all.
        let count: Int?
    }

    private let state: Mutex<PcapngFile>

    /// Opens the first file, and writes its headers.
    init(path: String, ring: Ring, interfaces: [PcapngWriter.Interface]) throws(OutputError) {
        state = Mutex(try PcapngFile(path: path, ring: ring, interfaces: interfaces))
    }

    var failure: OutputError? { state.withLock { $0.failure } }

    var isKeeping: Bool { failure == nil }

    func keep(_ packet: CapturedPacket, of interface: Int, bytes: RawSpan) {
        state.withLock { $0.write(packet, of: interface, bytes: bytes) }
    }

    func keep(secrets: RawSpan) {
        let bytes = secrets.copied
        state.withLock { $0.write(secrets: bytes) }
    }

    func pause() {
        state.withLock { $0.flush() }
    }

    func note(_ statistics: CaptureStatistics, of interface: Int) {
        state.withLock { $0.note(statistics, of: interface) }
    }

    func close() {
        state.withLock { $0.close() }
    }
}

/// The file of a ring that is being written.
private struct PcapngFile: ~Copyable, Sendable {
    private struct Counts: Sendable {
        var statistics = CaptureStatistics()
        var received = 0
        var first: Timestamp?
        var last = Timestamp(nanoseconds: 0)
    }

    private static let blockSize = 262_144
    private static let mostSecrets = 16 << 20

    private let path: String
    private let ring: PcapngFiles.Ring
    private let interfaces: [PcapngWriter.Interface]
    private var writer = PcapngWriter()
    private var counts: [Counts]
    private var descriptor: Int32 = -1
    private var name = ""
    private var number = 0
    private var written = 0
    /// The key log so far, up to a limit, for the files that follow.
    private var secrets: [UInt8] = []
    /// When the file's first packet came.
    private var firstPacket: Timestamp?
    private(set) var failure: OutputError?

    init(path: String, ring: PcapngFiles.Ring, interfaces: [PcapngWriter.Interface]) throws(OutputError) {
        self.path = path
        self.ring = ring
        self.interfaces = interfaces
        counts = Array(repeating: Counts(), count: interfaces.count)
        open()
        flush()
        if let failure { throw failure }
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    mutating func write(_ packet: CapturedPacket, of interface: Int, bytes: RawSpan) {
        guard failure == nil, descriptor >= 0, interface < counts.count else { return }
        counts[interface].received &+= 1
        counts[interface].first = counts[interface].first ?? packet.time
        counts[interface].last = packet.time
        writer.write(bytes, at: packet.time, originalLength: packet.originalLength, interface: interface)
        if writer.bytes.count >= Self.blockSize { flush() }
        let first = firstPacket ?? packet.time
        firstPacket = first
        let isFull = ring.size?.isReached(bytes: written &+ writer.bytes.count, nanoseconds: packet.time.since(first))
        if isFull == true {
            close()
            open()
        }
    }

    mutating func write(secrets text: [UInt8]) {
        if ring.size != nil, secrets.count &+ text.count <= Self.mostSecrets { secrets += text }
        guard failure == nil, descriptor >= 0 else { return }
        writer.write(DecryptionSecrets(type: DecryptionSecrets.tlsKeyLog, data: text))
    }

    mutating func note(_ statistics: CaptureStatistics, of interface: Int) {
        guard interface < counts.count else { return }
        counts[interface].statistics = statistics
    }

    mutating func close() {
        guard descriptor >= 0 else { return }
        for (index, counts) in counts.enumerated() {
            let statistics = PcapngWriter.Statistics(
                start: counts.first ?? counts.last, end: counts.last, received: counts.received,
                droppedByInterface: counts.statistics.droppedByInterface,
                droppedByKernel: counts.statistics.droppedByKernel)
            writer.write(statistics, interface: index)
        }
        flush()
        if descriptor >= 0, Glibc.close(descriptor) != 0 { failure = failure ?? .current(name) }
        descriptor = -1
    }

    /// Writes what is gathered.
    mutating func flush() {
        guard descriptor >= 0, !writer.bytes.isEmpty else { return }
        let isWritten = unsafe writer.bytes.withUnsafeBytes { bytes in
            unsafe StandardOutput.writeAll(bytes, to: descriptor)
        }
        if isWritten {
            written &+= writer.bytes.count
        } else {
            failure = .current(name)
            _ = ftruncate(descriptor, written)
            _ = Glibc.close(descriptor)
            descriptor = -1
        }
        writer.clear()
    }

    private mutating func open() {
        number &+= 1
        name = ring.size == nil ? path : Self.name(path, number)
        descriptor = unsafe Glibc.open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            failure = .current(name)
            return
        }
        written = 0
        writer.beginSection(application: "wscope")
        for interface in interfaces { writer.declare(interface) }
        firstPacket = nil
        if !secrets.isEmpty { writer.write(DecryptionSecrets(type: DecryptionSecrets.tlsKeyLog, data: secrets)) }
        if let count = ring.count, number > count { _ = unsafe unlink(Self.name(path, number &- count)) }
    }

    /// `trace-00001.pcapng` for `trace.pcapng`.
    private static func name(_ path: String, _ number: Int) -> String {
        let digits = String(number)
        let mark = "-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let folderEnd = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        guard let dot = path[folderEnd...].lastIndex(of: "."), dot > folderEnd else { return path + mark }
        return path[..<dot] + mark + path[dot...]
    }
}
