package import ByteStreams

/// Writes pcapng (draft-ietf-opsawg-pcapng) into memory: one section, times in nanoseconds, least significant byte
/// first. Interfaces are declared before their first packet and count from 0.
package struct PcapngWriter: Sendable {
    /// What a section says of an interface.
    package struct Interface: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// How its packets begin. A type above 65,535 has no place in the format.
        package let linkType: LinkType
        /// Bytes captured of each packet at most; 0 for all.
        package let snapLength: Int
        /// The filter that its packets have passed.
        package let filter: String?

        /// The facts of an interface.
        package init(name: String, linkType: LinkType, snapLength: Int, filter: String? = nil) {
            self.name = name
            self.linkType = linkType
            self.snapLength = snapLength
            self.filter = filter
        }
    }

    /// What is written of an interface at the end of its section.
    package struct Statistics: Sendable, Hashable {
        /// When capturing began.
        package var start: Timestamp
        /// When it ended.
        package var end: Timestamp
        /// Packets received (`isb_ifrecv`).
        package var received: Int
        /// Packets that the interface lost (`isb_ifdrop`).
        package var droppedByInterface: Int
        /// Packets that the kernel lost (`isb_osdrop`).
        package var droppedByKernel: Int

        /// The counts of an interface.
        package init(start: Timestamp, end: Timestamp, received: Int, droppedByInterface: Int, droppedByKernel: Int) {
            self.start = start
            self.end = end
            self.received = received
            self.droppedByInterface = droppedByInterface
            self.droppedByKernel = droppedByKernel
        }
    }

    /// What was written and not cleared: whole blocks.
    package private(set) var bytes: [UInt8] = []

    /// A writer that has written nothing.
    package init() {}

    /// Forgets what was written, once it is elsewhere.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Begins a section: the start of a file.
    package mutating func beginSection(application: String) {
        let start = begin(PcapngBlock.sectionHeader)
        put(0x1a2b_3c4d as UInt32)
        put(1 as UInt16)
        put(0 as UInt16)
        put(-1 as Int64)
        put(option: 4, application)
        put(0 as UInt32)
        end(start)
    }

    /// Declares the next interface.
    package mutating func declare(_ interface: Interface) {
        let start = begin(PcapngBlock.interfaceDescription)
        put(UInt16(truncatingIfNeeded: interface.linkType.rawValue))
        put(0 as UInt16)
        put(UInt32(clamping: interface.snapLength))
        put(option: 2, interface.name)
        put(9 as UInt16)
        put(1 as UInt16)
        put(9 as UInt32)
        // The first byte says that the filter is an expression.
        if let filter = interface.filter { put(option: 11, "\0" + filter) }
        put(0 as UInt32)
        end(start)
    }

    /// Writes a packet of a declared interface. A moment before 1970 is written as 1970.
    package mutating func write(_ packet: RawSpan, at time: Timestamp, originalLength: Int, interface: Int) {
        let start = begin(PcapngBlock.enhancedPacket)
        put(UInt32(clamping: interface))
        put(time)
        put(UInt32(clamping: packet.byteCount))
        put(UInt32(clamping: max(originalLength, packet.byteCount)))
        unsafe packet.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        pad(packet.byteCount)
        end(start)
    }

    /// Writes secrets, which open packets behind this place, and those before for readers that wait.
    package mutating func write(_ secrets: DecryptionSecrets) {
        let start = begin(PcapngBlock.decryptionSecrets)
        put(secrets.type)
        put(UInt32(clamping: secrets.data.count))
        bytes.append(contentsOf: secrets.data)
        pad(secrets.data.count)
        end(start)
    }

    /// Writes what an interface has counted.
    package mutating func write(_ statistics: Statistics, interface: Int) {
        let start = begin(PcapngBlock.interfaceStatistics)
        put(UInt32(clamping: interface))
        put(statistics.end)
        for (code, time) in [(2, statistics.start), (3, statistics.end)] as [(UInt16, Timestamp)] {
            put(code)
            put(8 as UInt16)
            put(time)
        }
        let counts: [(UInt16, Int)] = [
            (4, statistics.received), (5, statistics.droppedByInterface), (7, statistics.droppedByKernel),
        ]
        for (code, count) in counts {
            put(code)
            put(8 as UInt16)
            put(UInt64(clamping: count))
        }
        put(0 as UInt32)
        end(start)
    }

    private mutating func begin(_ type: UInt32) -> Int {
        let start = bytes.count
        put(type)
        put(0 as UInt32)
        return start
    }

    private mutating func end(_ start: Int) {
        let length = UInt32(clamping: bytes.count &- start &+ 4)
        put(length)
        for index in 0..<4 {
            bytes[start &+ 4 &+ index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index))
        }
    }

    /// A time as two halves, the upper first.
    private mutating func put(_ time: Timestamp) {
        let units = UInt64(clamping: time.nanoseconds)
        put(UInt32(truncatingIfNeeded: units >> 32))
        put(UInt32(truncatingIfNeeded: units))
    }

    private mutating func put<Integer: FixedWidthInteger>(_ value: Integer) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func put(option code: UInt16, _ text: String) {
        let units = text.utf8.prefix(0xffff)
        put(code)
        put(UInt16(clamping: units.count))
        bytes.append(contentsOf: units)
        pad(units.count)
    }

    private mutating func pad(_ count: Int) {
        for _ in 0..<((0 &- count) & 3) { bytes.append(0) }
    }
}
