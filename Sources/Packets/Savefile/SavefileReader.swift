import ByteStreams

/// Reads the packets of one pcap or pcapng file, front to back, in memory that does not grow with the file.
package struct SavefileReader<Source: ByteSource & ~Copyable>: ~Copyable {
    private var source: Source
    private var records: SavefileRecords

    /// A reader of `source`, which errors call `name`. `blockSize` is how many bytes are read at a time; a packet of
    /// more than `packetLimit` bytes is taken for damage, and secrets beyond `secretsLimit` bytes are left out. The
    /// usual packet limit is the most that libpcap writes for any link type.
    package init(
        _ source: consuming Source, named name: String, blockSize: Int = 1 << 20, packetLimit: Int = 128 << 20,
        secretsLimit: Int = 16 << 20
    ) {
        self.source = source
        records = SavefileRecords(
            named: name, blockSize: blockSize, packetLimit: packetLimit, secretsLimit: secretsLimit)
    }

    /// The next packet, numbered from 1 in this file; `nil` at the end, and after an error. Damage is thrown once, after
    /// every packet before it was given.
    package mutating func next() throws(SavefileError) -> CapturedPacket? {
        while true {
            switch try records.next() {
            case .packet(let packet): return packet
            case .ended: return nil
            case .needs(let count, let part): try records.refill(count, for: part, from: &source)
            }
        }
    }

    /// The bytes of the packet last given, until the next call of `next`.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get { records.bytes }
    }

    /// The secrets that the file carried before the packet last given.
    package var secrets: [DecryptionSecrets] {
        records.secrets
    }

    /// Bytes of the underlying file that were read so far, to show progress.
    package var consumed: UInt64 {
        source.consumed
    }

    /// The size of the underlying file, where it is known.
    package var size: UInt64? {
        source.size
    }

    /// What a person should know of what was left out without an error so far, a sentence each.
    package var remarks: [String] {
        [source.remark, records.remark].compactMap { $0 }
    }
}
