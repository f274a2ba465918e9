import ByteStreams

/// One of the files that are merged, apart from its source: what is done for each packet depends on no type parameter.
struct MergeLane: ~Copyable {
    var records: SavefileRecords
    /// Its place among the files.
    let file: Int
    /// The packet that is to be given next, or was given last.
    private(set) var head = CapturedPacket(
        number: 0, time: Timestamp(nanoseconds: .min), linkType: LinkType(rawValue: 0), originalLength: 0)
    /// How many packets were earlier than the one before them.
    private(set) var timesGoneBack = 0
    private var secretsMoved = 0

    /// The lane of a file of which nothing was read.
    init(_ records: consuming SavefileRecords, file: Int) {
        self.records = records
        self.file = file
    }

    /// Whether its packet is to be given before that of `other`.
    func precedes(_ other: borrowing MergeLane) -> Bool {
        head.time == other.head.time ? file < other.file : head.time < other.head.time
    }

    /// Puts the next packet at its head.
    mutating func accept(_ packet: CapturedPacket) {
        if packet.time.nanoseconds < head.time.nanoseconds { timesGoneBack &+= 1 }
        head = packet
    }

    /// Whether there are secrets that were not moved.
    var hasNewSecrets: Bool {
        records.secretsCount != secretsMoved
    }

    /// Adds the secrets that came since the last call.
    mutating func moveSecrets(to secrets: inout [DecryptionSecrets]) {
        secrets += records.secrets[secretsMoved...]
        secretsMoved = records.secretsCount
    }
}

/// A lane in memory of its own, so that lanes can be put in order without being moved. A class would cost several checks
/// of exclusive access for every packet. Whoever makes one frees it.
@safe struct MergeLaneBox {
    private let pointer: UnsafeMutablePointer<MergeLane>

    /// A lane in its own memory.
    init(_ lane: consuming MergeLane) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: lane)
    }

    /// The lane.
    var lane: MergeLane {
        _read { yield unsafe pointer.pointee }
        nonmutating _modify { yield unsafe &pointer.pointee }
    }

    /// Gives the memory back. The box must not be used afterwards.
    func free() {
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }
}
