import ByteStreams

/// Captured packets on their way to whoever dissects them: their bytes one behind the other.
package struct PacketBatch: Sendable {
    /// The facts of a packet.
    struct Record: Sendable, Hashable {
        let time: Timestamp
        let originalLength: Int
        let interface: Int
        /// Where its bytes end; they begin where those of the packet before it end.
        let end: Int
    }

    /// Bytes from which on a batch takes no further packet.
    static let size = 1 << 20

    private var bytes: [UInt8] = []
    private(set) var records: [Record] = []

    /// Bytes that one packet takes.
    static func weight(_ count: Int) -> Int {
        count &+ MemoryLayout<Record>.stride
    }

    /// Bytes that its packets take.
    var weight: Int {
        bytes.count &+ records.count &* MemoryLayout<Record>.stride
    }

    /// Adds a packet.
    mutating func add(_ packet: RawSpan, at time: Timestamp, originalLength: Int, interface: Int) {
        unsafe packet.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        records.append(
            Record(time: time, originalLength: originalLength, interface: interface, end: bytes.count))
    }

    /// Forgets the packets and keeps the memory.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
    }

    /// Lends the bytes of a packet of the batch.
    func withBytes<Result>(of index: Int, _ body: (RawSpan) -> Result) -> Result {
        let start = index > 0 ? records[index &- 1].end : 0
        return unsafe body(bytes.span.bytes.extracting(start..<records[index].end))
    }
}
