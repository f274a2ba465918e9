/// What reading the bytes at hand came to.
enum SavefileStep {
    /// The next packet. Its bytes are what the buffer took.
    case packet(CapturedPacket)
    /// So many unread bytes are needed to go on, for this part of the file.
    case needs(Int, SavefilePart)
    /// Nothing more comes.
    case ended
}

/// A part of a savefile, to say where one ends too early.
package enum SavefilePart: Sendable, Hashable {
    /// The header of the whole file.
    case fileHeader
    /// The header in front of a packet, in a pcap file.
    case packetHeader
    /// A packet.
    case packet
    /// The start of a block, in a pcapng file.
    case blockHeader
    /// A block that holds no packet, read whole.
    case block(type: UInt32)
    /// The end of a block of so many bytes that is passed over.
    case blockEnd(type: UInt32, length: UInt32)

    /// Whether a file may end where this part would begin.
    var mayBeAbsent: Bool {
        switch self {
        case .packetHeader, .blockHeader: true
        case .fileHeader, .packet, .block, .blockEnd: false
        }
    }
}
