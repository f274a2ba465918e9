import ByteStreams

/// The packets in the bytes of a savefile, whichever of the two formats it has. A machine: it asks for bytes, and is
/// given a source for as long as it takes to read them.
struct SavefileRecords: ~Copyable {
    private enum Format: Sendable {
        case undecided
        case pcap(PcapReader)
        case pcapng
        case ended
    }

    private var format = Format.undecided
    private var pcapng: PcapngReader
    private let packetLimit: Int
    private let secretsLimit: Int

    /// The file, as errors call it.
    let name: String
    private var buffer: ReadBuffer
    /// How many packets were given.
    private(set) var count = 0

    /// A machine at the start of a file.
    init(named name: String, blockSize: Int, packetLimit: Int = 128 << 20, secretsLimit: Int = 16 << 20) {
        self.name = name
        buffer = ReadBuffer(blockSize: blockSize)
        pcapng = PcapngReader(packetLimit: packetLimit, secretsLimit: secretsLimit)
        self.packetLimit = packetLimit
        self.secretsLimit = secretsLimit
    }

    /// The bytes of the packet last given.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get { buffer.taken }
    }

    /// The bytes of the packet last given, for an owner whose lifetime the compiler cannot follow.
    @unsafe var byteMemory: UnsafeRawBufferPointer {
        unsafe buffer.takenMemory
    }

    /// The secrets seen so far.
    var secrets: [DecryptionSecrets] {
        pcapng.secrets.kept
    }

    /// How many secrets there are.
    var secretsCount: Int {
        pcapng.secrets.kept.count
    }

    /// What a person should know of what was left out so far.
    var remark: String? {
        guard pcapng.secrets.leftOut > 0 else { return nil }
        return "\(name): decryption secrets beyond \(secretsLimit) bytes in all were left out (blocks left out: "
            + "\(pcapng.secrets.leftOut)): connections that need them stay encrypted"
    }

    /// The next packet, or what is needed for it. Damage is thrown once, and nothing more comes.
    mutating func next() throws(SavefileError) -> SavefileStep {
        do throws(SavefileProblem) {
            return try step()
        } catch {
            throw failure(error)
        }
    }

    /// Reads what `next` asked for, and calls `beforeWaiting` ahead of each read that may have to wait.
    mutating func refill<Source: ByteSource & ~Copyable>(
        _ count: Int, for part: SavefilePart, from source: inout Source, beforeWaiting: () -> Void = {}
    ) throws(SavefileError) {
        let isFilled: Bool
        do throws(SourceError) {
            isFilled = try buffer.fill(to: count, from: &source, beforeWaiting: beforeWaiting)
        } catch {
            throw failure(.unreadable(error))
        }
        guard !isFilled else { return }
        if let problem = problemAtEnd(count, part) {
            throw failure(problem)
        }
        end()
    }

    private mutating func step() throws(SavefileProblem) -> SavefileStep {
        let step: SavefileStep
        switch format {
        case .pcap(let reader): step = try reader.next(in: &buffer, number: count &+ 1)
        case .pcapng: step = try pcapng.next(in: &buffer, number: count &+ 1)
        case .ended: return .ended
        case .undecided: return try decide()
        }
        if case .packet = step { count &+= 1 }
        return step
    }

    private mutating func end() {
        format = .ended
        buffer.skip(0)
    }

    private mutating func failure(_ problem: SavefileProblem) -> SavefileError {
        let offset = buffer.offset &- pcapng.passedOfBlock
        end()
        return SavefileError(file: name, packetsBefore: count, offset: offset, problem: problem)
    }

    /// What is wrong with a file that ends while `needed` bytes are wanted for a part; `nil` where it may end there.
    private func problemAtEnd(_ needed: Int, _ part: SavefilePart) -> SavefileProblem? {
        switch part {
        case .fileHeader where buffer.available == 0:
            return .empty
        case .fileHeader where buffer.available < 4 && ForeignFormat(guessingFrom: buffer.unread) != .unknown:
            return .foreign(ForeignFormat(guessingFrom: buffer.unread))
        case .blockEnd(_, let length):
            let present = pcapng.passedOfBlock &- buffer.owed &+ UInt64(buffer.available)
            return .truncated(part, present: present, needed: UInt64(length))
        case _ where part.mayBeAbsent && buffer.available == 0:
            return nil
        default:
            return .truncated(part, present: UInt64(buffer.available), needed: UInt64(needed))
        }
    }

    private mutating func decide() throws(SavefileProblem) -> SavefileStep {
        guard buffer.available >= 4 else { return .needs(4, .fileHeader) }
        if PcapMagic(buffer.unread) != nil {
            guard buffer.available >= PcapReader.headerLength else {
                return .needs(PcapReader.headerLength, .fileHeader)
            }
            if let reader = try PcapReader(header: buffer.unread, packetLimit: packetLimit) {
                format = .pcap(reader)
                buffer.skip(UInt64(PcapReader.headerLength))
            }
        } else if buffer.unread.littleEndian32(at: 0) == PcapngBlock.sectionHeader {
            format = .pcapng
        } else {
            throw .foreign(ForeignFormat(guessingFrom: buffer.unread))
        }
        return try step()
    }
}
