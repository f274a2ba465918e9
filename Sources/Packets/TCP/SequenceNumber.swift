/// A TCP sequence number: a place on a circle of 2^32 (RFC 9293 section 3.4).
struct SequenceNumber: Equatable {
    /// The number as it stands in the header.
    let rawValue: UInt32

    /// How far `other` lies ahead of this number, or behind where negative: the shorter way round the circle.
    func distance(to other: SequenceNumber) -> Int {
        Int(Int32(bitPattern: other.rawValue &- rawValue))
    }

    /// The number `count` places further on.
    func advanced(by count: Int) -> SequenceNumber {
        SequenceNumber(rawValue: rawValue &+ UInt32(truncatingIfNeeded: count))
    }
}
