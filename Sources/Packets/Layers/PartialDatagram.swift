import ByteStreams

/// The fragments of one IP datagram so far.
struct PartialDatagram {
    /// The largest payload of an IP datagram that can be in pieces.
    static let sizeLimit = 65_535
    /// What a datagram is taken to cost beside its bytes.
    private static let overhead = 256

    /// When the first fragment came.
    let started: Timestamp
    /// Tells it from an earlier datagram of the same name.
    let serial: Int
    /// How many fragments it has.
    private(set) var fragments = 0
    private var bytes: [UInt8] = []
    private var captured = ByteCoverage()
    private var told = ByteCoverage()
    private var size: Int?
    private var transport: UInt8?

    init(started: Timestamp, serial: Int) {
        self.started = started
        self.serial = serial
    }

    /// Bytes that it takes in memory, nearly.
    var cost: Int { bytes.count &+ Self.overhead }

    /// How many separate runs of bytes it has.
    var runs: Int { max(captured.ranges.count, told.ranges.count) }

    /// What is wrong with a fragment whatever the others are.
    static func fault(of fragment: IPFragment, wireCount: Int) -> Unpeeled.Fault? {
        if fragment.offset &+ wireCount > sizeLimit { return .fragmentTooLong }
        if !fragment.isLast, wireCount == 0 || wireCount % 8 != 0 { return .fragmentLength }
        return nil
    }

    /// Takes a fragment that has no fault of its own. Tells how it contradicts an earlier one, and is left out.
    mutating func add(_ fragment: IPFragment, _ piece: RawSpan, wireCount: Int) -> Unpeeled.Fault? {
        let end = fragment.offset &+ wireCount
        if let size, end > size || (fragment.isLast && end != size) { return .fragmentContradiction }
        if fragment.isLast, told.upperBound > end { return .fragmentContradiction }
        fragments &+= 1
        if fragment.isLast { size = end }
        if fragment.offset == 0, transport == nil { transport = fragment.transport }
        told.insert(fragment.offset..<end)
        keep(piece, at: fragment.offset)
        return nil
    }

    /// Copies what is new of `piece`.
    private mutating func keep(_ piece: RawSpan, at offset: Int) {
        let range = offset..<(offset &+ piece.byteCount)
        let growth = range.upperBound &- bytes.count
        if growth > 0 { bytes.append(contentsOf: repeatElement(0, count: growth)) }
        for missing in captured.missing(in: range) {
            let part = piece.extracting(missing.lowerBound &- offset..<missing.upperBound &- offset)
            unsafe part.withUnsafeBytes { unsafe bytes.replaceSubrange(missing, with: $0) }
        }
        captured.insert(range)
    }

    /// The payload, once all of it is told.
    var joined: FragmentJoiner.Joined? {
        guard let size, let transport, told.prefix >= size else { return nil }
        let held = min(captured.prefix, size)
        let whole = held == bytes.count ? bytes : Array(bytes.prefix(held))
        return FragmentJoiner.Joined(bytes: whole, cut: size &- held, transport: transport)
    }
}
