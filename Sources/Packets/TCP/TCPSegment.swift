import ByteStreams

/// A TCP header, and where in the captured bytes its payload lies (RFC 9293 section 3.1).
struct TCPSegment {
    /// The control bits.
    struct Flags: OptionSet {
        let rawValue: UInt8

        static let finish = Flags(rawValue: 0x01)
        static let synchronize = Flags(rawValue: 0x02)
        static let reset = Flags(rawValue: 0x04)
        static let acknowledge = Flags(rawValue: 0x10)
    }

    let sourcePort: UInt16
    let destinationPort: UInt16
    /// The number of the segment's first octet; of SYN where that is set.
    let sequence: SequenceNumber
    /// The next octet that the sender expects; without meaning unless `.acknowledge` is set.
    let acknowledgement: SequenceNumber
    let flags: Flags
    /// The window as it stands in the header, unscaled.
    let window: UInt16
    /// Offset of the payload in the captured bytes.
    let payloadStart: Int
    /// Captured bytes of the payload.
    let payloadCount: Int
    /// Bytes of the payload that the snap length cut off.
    let cut: Int

    /// The longest segment believed, in bytes: more than any IP packet without a jumbo payload holds.
    private static let longest = 1 << 24

    /// Reads a header from a segment's captured bytes; `cut` more were on the wire. Nil where it is shorter than 20
    /// bytes or its data offset points outside the segment.
    init?(_ bytes: RawSpan, cut: Int) {
        let captured = bytes.byteCount
        guard captured >= 20, captured <= Self.longest, cut >= 0, cut <= Self.longest else { return nil }
        let headerLength = Int(bytes.byte(at: 12) >> 4) * 4
        guard headerLength >= 20, headerLength <= captured + cut else { return nil }
        sourcePort = bytes.bigEndian16(at: 0)
        destinationPort = bytes.bigEndian16(at: 2)
        sequence = SequenceNumber(rawValue: bytes.bigEndian32(at: 4))
        acknowledgement = SequenceNumber(rawValue: bytes.bigEndian32(at: 8))
        flags = Flags(rawValue: bytes.byte(at: 13))
        window = bytes.bigEndian16(at: 14)
        payloadStart = min(headerLength, captured)
        payloadCount = captured - payloadStart
        self.cut = captured < headerLength ? captured + cut - headerLength : cut
    }

    /// Sequence number of the first payload byte.
    var payloadSequence: SequenceNumber {
        flags.contains(.synchronize) ? sequence.advanced(by: 1) : sequence
    }

    /// The window scale option of the header at the start of `bytes`, at most 14 (RFC 7323 section 2.2); nil where
    /// there is none.
    func windowShift(in bytes: RawSpan) -> UInt8? {
        var offset = 20
        while offset < payloadStart {
            switch bytes.byte(at: offset) {
            case 0: return nil
            case 1: offset += 1
            case let kind:
                guard offset + 1 < payloadStart else { return nil }
                let length = Int(bytes.byte(at: offset + 1))
                guard length >= 2, offset + length <= payloadStart else { return nil }
                if kind == 3, length == 3 {
                    return min(14, bytes.byte(at: offset + 2))
                }
                offset += length
            }
        }
        return nil
    }
}
