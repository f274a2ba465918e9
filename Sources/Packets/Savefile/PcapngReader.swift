import ByteStreams

/// The blocks of a pcapng file (draft-ietf-opsawg-pcapng): packets come out, what tells how to read them is
/// remembered, and the rest is passed over in bounded memory.
struct PcapngReader: Sendable {
    private enum State: Sendable, Hashable {
        case betweenBlocks
        case endOfSkipped(PcapngBlock)
    }

    private static let packetHeaderLength = 28
    private static let interfaceLimit = 65_536
    private static let blockOverheadLimit = 1 << 20

    private var state = State.betweenBlocks
    private var order: ByteOrder?
    private var interfaces: [PcapngInterface] = []
    private var lastTime = Timestamp(nanoseconds: 0)
    private(set) var secrets: SecretsStore
    private let packetLimit: Int

    /// A reader at the start of a file.
    init(packetLimit: Int, secretsLimit: Int) {
        self.packetLimit = packetLimit
        secrets = SecretsStore(limit: secretsLimit)
    }

    /// The next packet, as packet `number`; blocks before it are read on the way.
    @inline(__always)
    mutating func next(in buffer: inout ReadBuffer, number: Int) throws(SavefileProblem) -> SavefileStep {
        while true {
            if state == .betweenBlocks, buffer.available >= PcapngBlock.shortest {
                let block = try PcapngBlock(buffer.unread, sectionOrder: order)
                if block.type == PcapngBlock.enhancedPacket {
                    return try packet(block, in: &buffer, number: number)
                }
                if let step = try accept(block, in: &buffer, number: number) { return step }
            } else if let step = try finishSkipping(in: &buffer) {
                return step
            }
        }
    }

    /// A block that is no Enhanced Packet Block; `nil` once it is dealt with.
    private mutating func accept(
        _ block: PcapngBlock, in buffer: inout ReadBuffer, number: Int
    ) throws(SavefileProblem) -> SavefileStep? {
        switch block.type {
        case PcapngBlock.packet:
            return try packet(block, in: &buffer, number: number)
        case PcapngBlock.simplePacket:
            return try simplePacket(block, in: &buffer, number: number)
        case PcapngBlock.sectionHeader:
            return try beginSection(block, in: &buffer)
        case PcapngBlock.interfaceDescription:
            return try declareInterface(block, in: &buffer)
        case PcapngBlock.decryptionSecrets:
            return try keepSecrets(block, in: &buffer)
        default:
            skip(block, in: &buffer)
            return nil
        }
    }

    private mutating func skip(_ block: PcapngBlock, in buffer: inout ReadBuffer) {
        buffer.skip(UInt64(block.length - 4))
        state = .endOfSkipped(block)
    }

    /// How much of the current block was passed over, or is to be.
    var passedOfBlock: UInt64 {
        guard case .endOfSkipped(let block) = state else { return 0 }
        return UInt64(block.length - 4)
    }

    private mutating func finishSkipping(in buffer: inout ReadBuffer) throws(SavefileProblem) -> SavefileStep? {
        guard case .endOfSkipped(let block) = state else {
            return .needs(PcapngBlock.shortest, .blockHeader)
        }
        guard buffer.available >= 4 else {
            return .needs(4, .blockEnd(type: block.type, length: UInt32(block.length)))
        }
        try block.checkEnd(buffer.unread, at: 0)
        buffer.skip(4)
        state = .betweenBlocks
        return nil
    }
}

// Blocks that tell how to read others.
extension PcapngReader {
    /// Sections follow one another; the length that a section gives for itself is not needed to find the next.
    private mutating func beginSection(
        _ block: PcapngBlock, in buffer: inout ReadBuffer
    ) throws(SavefileProblem) -> SavefileStep? {
        guard block.length >= 28 else { throw .damaged("a Section Header Block is shorter than 28 bytes") }
        guard buffer.available >= 16 else { return .needs(16, .block(type: block.type)) }
        let major = buffer.unread.word16(at: 12, block.order)
        let minor = buffer.unread.word16(at: 14, block.order)
        guard major == 1 else {
            throw .unsupported("pcapng of version \(major).\(minor), and only version 1 is known")
        }
        order = block.order
        interfaces.removeAll(keepingCapacity: true)
        skip(block, in: &buffer)
        return nil
    }

    private mutating func declareInterface(
        _ block: PcapngBlock, in buffer: inout ReadBuffer
    ) throws(SavefileProblem) -> SavefileStep? {
        guard (20...Self.blockOverheadLimit).contains(block.length) else {
            throw .damaged("an Interface Description Block claims \(block.length) bytes")
        }
        guard interfaces.count < Self.interfaceLimit else {
            throw .damaged("a section declares more than \(Self.interfaceLimit) interfaces")
        }
        guard buffer.available >= block.length else { return .needs(block.length, .block(type: block.type)) }
        try block.checkEnd(buffer.unread, at: block.length - 4)
        interfaces.append(
            try PcapngInterface(block: buffer.unread.extracting(first: block.length), order: block.order))
        buffer.skip(UInt64(block.length))
        return nil
    }

    private mutating func keepSecrets(
        _ block: PcapngBlock, in buffer: inout ReadBuffer
    ) throws(SavefileProblem) -> SavefileStep? {
        guard block.length >= 20 else { throw .damaged("a Decryption Secrets Block is shorter than 20 bytes") }
        guard secrets.hasRoom(for: block.length - 20) else {
            secrets.leaveOut()
            skip(block, in: &buffer)
            return nil
        }
        guard buffer.available >= block.length else { return .needs(block.length, .block(type: block.type)) }
        try block.checkEnd(buffer.unread, at: block.length - 4)
        let type = buffer.unread.word32(at: 8, block.order)
        let count = Int(buffer.unread.word32(at: 12, block.order))
        guard count <= block.length - 20 else {
            throw .damaged("a Decryption Secrets Block claims more secrets than it holds")
        }
        let data = buffer.unread.extracting(16..<(16 + count)).copied
        secrets.keep(DecryptionSecrets(type: type, data: data))
        buffer.skip(UInt64(block.length))
        return nil
    }
}

// Blocks that hold a packet.
extension PcapngReader {
    /// An Enhanced Packet Block, or the obsolete Packet Block, which differs in two bytes.
    @inline(__always)
    private mutating func packet(
        _ block: PcapngBlock, in buffer: inout ReadBuffer, number: Int
    ) throws(SavefileProblem) -> SavefileStep {
        try checkLength(block, shortest: Self.packetHeaderLength + 4)
        guard buffer.available >= block.length else { return .needs(block.length, .packet) }
        let record = try record(block, buffer.unread, number: number)
        lastTime = record.packet.time
        buffer.take(block.length, payload: Self.packetHeaderLength, count: record.captured)
        return .packet(record.packet)
    }

    @inline(__always)
    private func record(
        _ block: PcapngBlock, _ bytes: RawSpan, number: Int
    ) throws(SavefileProblem) -> (packet: CapturedPacket, captured: Int) {
        try block.checkEnd(bytes, at: block.length &- 4)
        let index =
            block.type == PcapngBlock.enhancedPacket
            ? Int(bytes.word32(at: 8, block.order)) : Int(bytes.word16(at: 8, block.order))
        guard index < interfaces.count else {
            throw .damaged("a packet comes from interface \(index), and the section declares \(interfaces.count)")
        }
        let high = UInt64(bytes.word32(at: 12, block.order))
        let low = UInt64(bytes.word32(at: 16, block.order))
        let captured = Int(bytes.word32(at: 20, block.order))
        let original = Int(bytes.word32(at: 24, block.order))
        guard captured <= block.length &- Self.packetHeaderLength &- 4 else {
            throw .damaged("a packet claims \(captured) bytes in a block of \(block.length)")
        }
        guard captured <= packetLimit else { throw .absurdLength(captured, limit: packetLimit) }
        let packet = CapturedPacket(
            number: number, time: interfaces[index].clock.time(high << 32 | low), linkType: interfaces[index].linkType,
            originalLength: max(original, captured))
        return (packet, captured)
    }

    /// A Simple Packet Block: from the first interface, cut at its snap length, and without a time of its own; the
    /// last one known stands in.
    private mutating func simplePacket(
        _ block: PcapngBlock, in buffer: inout ReadBuffer, number: Int
    ) throws(SavefileProblem) -> SavefileStep {
        try checkLength(block, shortest: 16)
        guard buffer.available >= block.length else { return .needs(block.length, .packet) }
        try block.checkEnd(buffer.unread, at: block.length - 4)
        guard let interface = interfaces.first else {
            throw .damaged("a packet comes from interface 0, and the section declares none")
        }
        let original = Int(buffer.unread.word32(at: 8, block.order))
        let cut = interface.snapLength == 0 ? original : min(original, interface.snapLength)
        // A snap length that is not the true one is common: the block cannot hold more than it does.
        let captured = min(cut, block.length - 16)
        guard captured <= packetLimit else { throw .absurdLength(captured, limit: packetLimit) }
        buffer.take(block.length, payload: 12, count: captured)
        return .packet(
            CapturedPacket(number: number, time: lastTime, linkType: interface.linkType, originalLength: original))
    }

    @inline(__always)
    private func checkLength(_ block: PcapngBlock, shortest: Int) throws(SavefileProblem) {
        guard block.length >= shortest else {
            throw .damaged("\(PcapngBlock.name(block.type)) claims \(block.length) bytes")
        }
        guard block.length <= packetLimit &+ Self.blockOverheadLimit else {
            throw .absurdLength(block.length, limit: packetLimit)
        }
    }
}
