/// What is wrong with a savefile.
package enum SavefileProblem: Error, Sendable, Hashable {
    /// There is not a byte in it.
    case empty
    /// It is neither pcap nor pcapng.
    case foreign(ForeignFormat)
    /// It is a variant or a version that cannot be read; its name.
    case unsupported(String)
    /// It ends inside a part of which so many bytes are there, out of those needed.
    case truncated(SavefilePart, present: UInt64, needed: UInt64)
    /// A packet claims to have so many bytes, more than the limit.
    case absurdLength(Int, limit: Int)
    /// It contradicts itself; how, in words.
    case damaged(String)
    /// Its bytes could not be read to the end.
    case unreadable(SourceError)
}

/// Why a savefile could not be read, or not to its end. What came before was read.
package struct SavefileError: Error, Sendable, Hashable {
    /// The file, as it was named.
    package let file: String
    /// How many packets were read before.
    package let packetsBefore: Int
    /// Where the part begins that could not be read, in bytes from the start of the file, decompressed.
    package let offset: UInt64
    /// What is wrong there.
    package let problem: SavefileProblem

    /// An error by its place and kind.
    package init(file: String, packetsBefore: Int, offset: UInt64, problem: SavefileProblem) {
        self.file = file
        self.packetsBefore = packetsBefore
        self.offset = offset
        self.problem = problem
    }
}

extension SavefileError: CustomStringConvertible {
    /// What, where and what to do, in a sentence.
    package var description: String {
        switch problem {
        case .empty:
            "\(file): the file is empty: capture again, and let the capturing program end before reading"
        case .foreign(let format):
            "\(file): this is neither a pcap nor a pcapng file: \(format.sentence)"
        case .unsupported(let variant):
            "\(file): this is \(variant): convert it with `editcap -F pcapng`\(whatWasRead)"
        case .truncated(let part, let present, let needed):
            "\(file): the file ends in the middle of \(words(for: part)) (at byte \(offset); \(present) of \(needed) "
                + "bytes are there): it was cut short while being written or copied\(whatWasRead)"
        case .absurdLength(let length, let limit):
            "\(file): packet \(next) at byte \(offset) claims \(length) bytes, and no packet has more than \(limit): "
                + "the file is damaged\(whatWasRead)"
        case .damaged(let contradiction):
            "\(file): the file is damaged at byte \(offset), before packet \(next): \(contradiction)\(whatWasRead)"
        case .unreadable(let error):
            "\(error)\(whatWasRead)"
        }
    }

    private var next: Int {
        packetsBefore &+ 1
    }

    private var whatWasRead: String {
        switch packetsBefore {
        case 0: "; no packet was read"
        case 1: "; the one packet before it was read"
        default: "; the \(packetsBefore) packets before it were read"
        }
    }

    private func words(for part: SavefilePart) -> String {
        switch part {
        case .fileHeader: "its own header"
        case .packetHeader: "the header of packet \(next)"
        case .packet: "packet \(next)"
        case .blockHeader: "the header of a block, before packet \(next)"
        case .block(let type), .blockEnd(let type, _): "\(PcapngBlock.name(type)), before packet \(next)"
        }
    }
}
