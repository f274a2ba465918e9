import ByteStreams

/// An interface that a pcapng section declares.
struct PcapngInterface: Sendable, Hashable {
    /// How packets from it begin.
    let linkType: LinkType
    /// How many bytes of a packet were captured at most; 0 for all.
    let snapLength: Int
    /// How its packets are timed.
    let clock: PcapngClock

    /// An interface by its whole Interface Description Block, of at least 20 bytes.
    init(block: RawSpan, order: ByteOrder) throws(SavefileProblem) {
        linkType = LinkType(rawValue: UInt32(block.word16(at: 8, order)))
        snapLength = Int(block.word32(at: 12, order))
        var resolution: UInt8 = 6
        var offset: Int64 = 0
        var position = 16
        let end = block.byteCount - 4
        while position + 4 <= end {
            let code = block.word16(at: position, order)
            let length = Int(block.word16(at: position + 2, order))
            guard code != 0 else { break }
            guard position + 4 + length <= end else {
                throw .damaged("an option of an Interface Description Block is longer than the block")
            }
            switch (code, length) {
            case (9, 1...): resolution = block.byte(at: position + 4)
            case (14, 8...): offset = Int64(bitPattern: block.word64(at: position + 4, order))
            default: break
            }
            position += 4 + (length + 3) & ~3
        }
        clock = PcapngClock(resolution: resolution, offset: offset)
    }
}
