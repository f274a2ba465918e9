import ByteStreams

/// The records of a pcap file (draft-ietf-opsawg-pcap), read one by one after the file's header.
struct PcapReader: Sendable {
    /// Bytes before the first record.
    static let headerLength = 24
    private static let recordHeaderLength = 16

    private let order: ByteOrder
    private let nanosecondsPerFraction: Int64
    private let linkType: LinkType
    private let lengthsMayBeSwapped: Bool
    private let packetLimit: Int

    /// A reader by the 24 bytes of the file's header; `nil` where they do not begin like a pcap file. Throws where the
    /// file is of a variant or a version that cannot be read.
    init?(header: RawSpan, packetLimit: Int) throws(SavefileProblem) {
        guard let magic = PcapMagic(header) else { return nil }
        switch magic.resolution {
        case .microseconds: nanosecondsPerFraction = 1_000
        case .nanoseconds: nanosecondsPerFraction = 1
        case .foreign(let variant): throw .unsupported(variant)
        }
        order = magic.order
        let major = header.word16(at: 4, order)
        let minor = header.word16(at: 6, order)
        guard major == 2 else {
            throw .unsupported("pcap of version \(major).\(minor), and only version 2 is known")
        }
        lengthsMayBeSwapped = minor < 4
        // The six bits on top tell the length of the frame check sequence, and whether they tell it.
        linkType = LinkType(rawValue: header.word32(at: 20, order) & 0x03ff_ffff)
        self.packetLimit = packetLimit
    }

    /// The next record, as packet `number`. A length beyond the limit is damage; one beyond the file's snap length is
    /// not, since headers lie about that.
    @inline(__always)
    func next(in buffer: inout ReadBuffer, number: Int) throws(SavefileProblem) -> SavefileStep {
        guard buffer.available >= Self.recordHeaderLength else {
            return .needs(Self.recordHeaderLength, .packetHeader)
        }
        let record = record(at: buffer.unread, number: number)
        guard record.captured <= packetLimit else { throw .absurdLength(record.captured, limit: packetLimit) }
        let length = Self.recordHeaderLength &+ record.captured
        guard buffer.available >= length else { return .needs(length, .packet) }
        buffer.take(length, payload: Self.recordHeaderLength, count: record.captured)
        return .packet(record.packet)
    }

    @inline(__always)
    private func record(at header: RawSpan, number: Int) -> (packet: CapturedPacket, captured: Int) {
        let seconds = Int64(header.word32(at: 0, order))
        let fraction = Int64(header.word32(at: 4, order))
        var captured = Int(header.word32(at: 8, order))
        var original = Int(header.word32(at: 12, order))
        if captured > original {
            if lengthsMayBeSwapped {
                swap(&captured, &original)
            } else {
                original = captured
            }
        }
        // 32 bits of seconds and of fractions stay below 2^63 nanoseconds.
        let time = Timestamp(nanoseconds: seconds &* 1_000_000_000 &+ fraction &* nanosecondsPerFraction)
        return (CapturedPacket(number: number, time: time, linkType: linkType, originalLength: original), captured)
    }
}

/// The first four bytes of a pcap file: who wrote it, and in which byte order.
struct PcapMagic: Sendable, Hashable {
    /// What the records look like.
    enum Resolution: Sendable, Hashable {
        /// The usual records, timed in microseconds.
        case microseconds
        /// The usual records, timed in nanoseconds.
        case nanoseconds
        /// Records that only certain programs write, by the name of the format.
        case foreign(String)
    }

    let order: ByteOrder
    let resolution: Resolution

    /// The meaning of the first four of `bytes`; `nil` where they are not those of any pcap file.
    init?(_ bytes: RawSpan) {
        guard bytes.byteCount >= 4 else { return nil }
        for order in [ByteOrder.little, .big] {
            if let resolution = Self.resolution(bytes.word32(at: 0, order)) {
                self.order = order
                self.resolution = resolution
                return
            }
        }
        return nil
    }

    private static func resolution(_ magic: UInt32) -> Resolution? {
        switch magic {
        case 0xa1b2_c3d4: .microseconds
        case 0xa1b2_3c4d: .nanoseconds
        case 0xa1b2_cd34: .foreign("pcap as modified by Kuznetzov (magic number a1b2cd34)")
        case 0xa1b2_34cd: .foreign("pcap as modified by Mesquita (magic number a1b234cd)")
        case 0xa12b_3c4d: .foreign("pcap as modified by Navtel (magic number a12b3c4d)")
        case 0xa1e2_cb12: .foreign("pcap as modified for netsniff-ng (magic number a1e2cb12)")
        case 0xa1b2_c3cb: .foreign("a file of BPF programs (magic number a1b2c3cb)")
        case 0x1c00_01ac: .foreign("IXIA lcap of a hardware capture (magic number 1c0001ac)")
        case 0x1c00_01ab: .foreign("IXIA lcap of a software capture (magic number 1c0001ab)")
        default: nil
        }
    }
}
