import ByteStreams
import Packets

/// The packets of a capture, apart from the file that they came in.
package struct PacketList: Sendable {
    /// A packet and its bytes.
    package struct Packet: Sendable, Hashable {
        /// Nanoseconds since the epoch.
        package var time: Int64
        /// The number of its link type.
        package var linkType: UInt32
        /// Bytes that it had on the wire.
        package var originalLength: Int
        /// Its captured bytes.
        package var bytes: [UInt8]

        /// A packet by its facts and bytes.
        package init(time: Int64, linkType: UInt32, originalLength: Int, bytes: [UInt8]) {
            self.time = time
            self.linkType = linkType
            self.originalLength = originalLength
            self.bytes = bytes
        }
    }

    /// The order in which a file writes its integers.
    package enum Order: Sendable, CaseIterable {
        case little, big
    }

    /// The packets, in the order of the file.
    package var packets: [Packet]

    /// Some packets.
    package init(_ packets: [Packet]) {
        self.packets = packets
    }

    /// The packets of a capture, as far as it can be read.
    package init(of file: [UInt8]) {
        packets = []
        var captures = MergedSavefiles<MemorySource>()
        captures.add(MemorySource(file), named: "capture")
        while let packet = captures.next() {
            packets.append(
                Packet(
                    time: packet.time.nanoseconds, linkType: packet.linkType.rawValue,
                    originalLength: packet.originalLength, bytes: captures.bytes.copied))
        }
    }

    /// The same packets, every time later by so many nanoseconds.
    package func shifted(by nanoseconds: Int64) -> PacketList {
        PacketList(
            packets.map { packet in
                var packet = packet
                packet.time &+= nanoseconds
                return packet
            })
    }

    /// A pcap file with nanoseconds. The link type is that of the first packet.
    package func pcap(_ order: Order = .little) -> [UInt8] {
        let put = IntegerBytes(order: order)
        var file = put(UInt32(0xa1b2_3c4d)) + put(UInt16(2)) + put(UInt16(4)) + put(UInt64(0))
        file += put(UInt32(262_144)) + put(packets.first?.linkType ?? 1)
        for packet in packets {
            let time = UInt64(bitPattern: packet.time)
            file += put(UInt32(truncatingIfNeeded: time / 1_000_000_000)) + put(UInt32(time % 1_000_000_000))
            file += put(UInt32(packet.bytes.count)) + put(UInt32(truncatingIfNeeded: packet.originalLength))
            file += packet.bytes
        }
        return file
    }

    /// A pcapng file with an interface for each link type.
    package func pcapng(_ order: Order = .little) -> [UInt8] {
        let put = IntegerBytes(order: order)
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            let padded = body + [UInt8](repeating: 0, count: -body.count & 3)
            let length = put(UInt32(padded.count + 12))
            return put(type) + length + padded + length
        }
        var linkTypes: [UInt32: UInt32] = [:]
        var file = block(
            0x0a0d_0d0a, put(UInt32(0x1a2b_3c4d)) + put(UInt16(1)) + put(UInt16(0)) + put(UInt64.max))
        for packet in packets {
            if linkTypes[packet.linkType] == nil {
                linkTypes[packet.linkType] = UInt32(linkTypes.count)
                let resolution = put(UInt16(9)) + put(UInt16(1)) + [9, 0, 0, 0] + put(UInt32(0))
                file += block(
                    1, put(UInt16(truncatingIfNeeded: packet.linkType)) + put(UInt16(0)) + put(UInt32(0)) + resolution)
            }
            let time = UInt64(bitPattern: packet.time)
            file += block(
                6,
                put(linkTypes[packet.linkType] ?? 0) + put(UInt32(time >> 32)) + put(UInt32(truncatingIfNeeded: time))
                    + put(UInt32(packet.bytes.count)) + put(UInt32(truncatingIfNeeded: packet.originalLength))
                    + packet.bytes)
        }
        return file
    }
}

/// Integers as bytes, in one of the two orders.
private struct IntegerBytes {
    let order: PacketList.Order

    func callAsFunction<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
        withUnsafeBytes(of: order == .little ? value.littleEndian : value.bigEndian) { Array($0) }
    }
}
