import ByteStreams

/// The start of a pcapng block: its kind, its length and the byte order it is written in.
struct PcapngBlock: Sendable, Hashable {
    static let sectionHeader: UInt32 = 0x0a0d_0d0a
    static let interfaceDescription: UInt32 = 1
    static let packet: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let interfaceStatistics: UInt32 = 5
    static let enhancedPacket: UInt32 = 6
    static let decryptionSecrets: UInt32 = 10

    /// Bytes that every block has: type, length and length again.
    static let shortest = 12

    let type: UInt32
    let length: Int
    let order: ByteOrder

    /// A block by its first 12 bytes. A section header tells the byte order itself; others have the section's.
    @inline(__always)
    init(_ bytes: RawSpan, sectionOrder: ByteOrder?) throws(SavefileProblem) {
        if bytes.littleEndian32(at: 0) == Self.sectionHeader {
            switch bytes.littleEndian32(at: 8) {
            case 0x1a2b_3c4d: order = .little
            case 0x4d3c_2b1a: order = .big
            default: throw .damaged("a Section Header Block has no byte-order magic")
            }
        } else if let sectionOrder {
            order = sectionOrder
        } else {
            throw .damaged("the first block is not a Section Header Block")
        }
        type = bytes.word32(at: 0, order)
        length = Int(bytes.word32(at: 4, order))
        guard length >= Self.shortest, length & 3 == 0 else {
            throw .damaged("\(Self.name(type)) claims \(length) bytes, which is less than 12 or no multiple of 4")
        }
    }

    /// Whether the length is repeated at the end of the block's `bytes`, as it has to be.
    @inline(__always)
    func checkEnd(_ bytes: RawSpan, at offset: Int) throws(SavefileProblem) {
        let repeated = bytes.word32(at: offset, order)
        guard repeated == UInt32(truncatingIfNeeded: length) else {
            throw .damaged("\(Self.name(type)) says \(length) bytes at its start and \(repeated) at its end")
        }
    }

    /// A block's name with its article, for a person.
    static func name(_ type: UInt32) -> String {
        switch type {
        case sectionHeader: "a Section Header Block"
        case interfaceDescription: "an Interface Description Block"
        case packet: "a Packet Block"
        case simplePacket: "a Simple Packet Block"
        case 4: "a Name Resolution Block"
        case interfaceStatistics: "an Interface Statistics Block"
        case enhancedPacket: "an Enhanced Packet Block"
        case 9: "a systemd Journal Export Block"
        case decryptionSecrets: "a Decryption Secrets Block"
        case 0xbad, 0x4000_0bad: "a Custom Block"
        default: "a block of type 0x\(String(type, radix: 16))"
        }
    }
}
