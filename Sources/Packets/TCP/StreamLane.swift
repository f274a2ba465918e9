/// One direction of a flow: where in the circle of sequence numbers its stream stands. Offsets count from the first
/// byte after SYN, or from the first byte seen.
struct StreamLane {
    /// What has been seen of a direction.
    struct Marks: OptionSet {
        let rawValue: UInt8

        /// The stream's offset 0 is known.
        static let started = Marks(rawValue: 1)
        /// It is known from this direction's own SYN.
        static let opened = Marks(rawValue: 2)
        /// Before the start: `next` holds the other side's acknowledgement.
        static let acknowledged = Marks(rawValue: 4)
        /// All bytes up to its FIN are delivered.
        static let finished = Marks(rawValue: 8)
    }

    /// Segments further than this from the next byte belong to something else (RFC 7323 section 2.3).
    static let reach = 1 << 30

    /// The sequence number of the byte at offset `delivered`.
    var next = SequenceNumber(rawValue: 0)
    /// Bytes delivered, gaps included.
    var delivered = 0
    /// Offset up to which the other side has acknowledged.
    var acknowledged = Int.min
    /// Offset of the FIN; `Int.max` where none was seen.
    var end = Int.max
    /// Offset up to which bytes are known to have been sent: held ones, and those that the snap length cut off. May lie
    /// behind `delivered`.
    var extent = 0
    /// The newest record in the `SegmentHistory`.
    var newest = 0
    /// The place among the `WaitingLanes`, -1 while nothing is missing.
    var waiting: Int32 = -1
    /// The largest window announced, unscaled.
    var window: UInt16 = 0
    /// How far `window` is to be shifted; where the SYN was not seen, as much as is usual.
    var windowShift: UInt8 = 7
    var marks: Marks = []

    /// Whether bytes before some known ones, or before the FIN, are missing.
    var isIncomplete: Bool {
        extent > delivered || (end != .max && end > delivered)
    }

    /// Where the first missing bytes end: at held bytes, or at what is known of the end.
    func holeEnd(firstHeld: Int?) -> Int {
        firstHeld ?? (end != .max ? end : extent)
    }

    /// Bytes that the other side may send ahead of what this side has acknowledged, and a sequence number may be wrong
    /// by: the window, at least 64 KiB.
    var tolerance: Int {
        max(65_535, Int(window) << Int(windowShift))
    }

    /// The sequence number of offset 0.
    var first: SequenceNumber {
        next.advanced(by: 0 &- delivered)
    }

    /// The offset of a sequence number; nil where it is out of reach. Asked of a started lane only.
    func offset(of sequence: SequenceNumber) -> Int? {
        let distance = next.distance(to: sequence)
        guard distance >= -Self.reach, distance <= Self.reach else { return nil }
        return delivered + distance
    }

    /// Whether it is under way and complete so far, without a FIN.
    var isQuiet: Bool {
        marks.contains(.started) && waiting < 0 && end == .max
    }

    /// Notes up to where the other side has received; false where that tells nothing new.
    mutating func note(_ acknowledgement: SequenceNumber) -> Bool {
        guard marks.contains(.started) else {
            next = acknowledgement
            marks.insert(.acknowledged)
            return false
        }
        guard let offset = offset(of: acknowledgement), offset > acknowledged else { return false }
        acknowledged = offset
        return true
    }

    /// Whether bytes are a keep-alive: the one before the next to send, of any value (RFC 9293 section 3.8.4).
    func isKeepAlive(_ length: Int, at offset: Int) -> Bool {
        guard length == 1, offset != delivered else { return false }
        let next = end == .max ? max(delivered, extent) : end + 1
        return offset + 1 == next || offset + 1 == delivered || offset + 1 == acknowledged
    }

    /// Notes a FIN; false where it contradicts what was seen before.
    mutating func noteEnd(at offset: Int) -> Bool {
        if end == .max, offset >= max(delivered, extent) {
            end = offset
        }
        return end == offset
    }

    /// Makes `sequence` offset 0.
    mutating func start(at sequence: SequenceNumber) {
        if marks.contains(.acknowledged) {
            let distance = sequence.distance(to: next)
            acknowledged = abs(distance) <= Self.reach ? distance : .min
            marks.remove(.acknowledged)
        }
        next = sequence
        marks.insert(.started)
    }

    /// Counts bytes as delivered.
    mutating func advance(by count: Int) {
        next = next.advanced(by: count)
        delivered += count
    }
}
