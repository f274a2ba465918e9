import ByteStreams
import TestKit
import Testing

@testable import Packets

struct PcapReaderTests {
    @Test(arguments: bothOrders, [(UInt32(0xa1b2_c3d4), Int64(1_000)), (0xa1b2_3c4d, 1)])
    func `packets come out with their time and lengths, however the file is cut`(
        _ order: ByteOrder, _ magic: (number: UInt32, unit: Int64)
    ) {
        let pcap = PcapBytes(order: order, magic: magic.number, linkType: 113)
        let file =
            pcap.header + pcap.record(1_700_000_000, 5, [1, 2, 3], original: 60) + pcap.record(0xffff_ffff, 999, [])
            + pcap.record(3, 0, Array(0...255) + Array(0...200))
        let facts = [
            CapturedPacket(
                number: 1, time: Timestamp(nanoseconds: 1_700_000_000_000_000_000 + 5 * magic.unit),
                linkType: LinkType(rawValue: 113), originalLength: 60),
            CapturedPacket(
                number: 2, time: Timestamp(nanoseconds: 4_294_967_295_000_000_000 + 999 * magic.unit),
                linkType: LinkType(rawValue: 113), originalLength: 0),
            CapturedPacket(
                number: 3, time: Timestamp(nanoseconds: 3_000_000_000), linkType: LinkType(rawValue: 113),
                originalLength: 457),
        ]
        forEveryChunking(of: file) { chunks in
            let reading = Reading(chunks)
            #expect(reading.packets.map(\.facts) == facts)
            #expect(reading.packets.map(\.bytes) == [[1, 2, 3], [], Array(0...255) + Array(0...200)])
            #expect(reading.error == nil)
        }
    }

    @Test
    func `a file cut anywhere gives the packets before the cut and says where it ends`() {
        let pcap = PcapBytes()
        let records = [pcap.record(1, 0, [1, 2, 3, 4, 5]), pcap.record(2, 0, []), pcap.record(3, 0, [6, 7])]
        let file = pcap.header + records.flatMap { $0 }
        var borders = [24]
        for record in records { borders.append(borders[borders.count - 1] + record.count) }
        for cut in 0..<file.count {
            let reading = Reading([Array(file[..<cut])])
            let whole = borders.dropFirst().filter { $0 <= cut }.count
            #expect(reading.packets.count == whole, "cut at \(cut)")
            if borders.contains(cut) {
                #expect(reading.error == nil, "cut at \(cut)")
                continue
            }
            #expect(reading.error?.packetsBefore == whole, "cut at \(cut)")
            let start = borders.last { $0 <= cut } ?? 0
            #expect(reading.error?.offset == UInt64(start), "cut at \(cut)")
            switch cut {
            case 0: #expect(reading.error?.problem == .empty)
            case 1..<4: #expect(reading.error?.problem == .truncated(.fileHeader, present: UInt64(cut), needed: 4))
            case 4..<24: #expect(reading.error?.problem == .truncated(.fileHeader, present: UInt64(cut), needed: 24))
            case _ where cut - start < 16:
                #expect(
                    reading.error?.problem == .truncated(.packetHeader, present: UInt64(cut - start), needed: 16))
            default:
                #expect(
                    reading.error?.problem
                        == .truncated(
                            .packet, present: UInt64(cut - start), needed: UInt64(records[whole].count)))
            }
        }
    }

    @Test(arguments: [
        UInt32(0xa1b2_cd34), 0xa1b2_34cd, 0xa12b_3c4d, 0xa1e2_cb12, 0xa1b2_c3cb, 0x1c00_01ac, 0x1c00_01ab,
    ])
    func `a variant of pcap with other records is refused by its name`(_ magic: UInt32) throws {
        for order in bothOrders {
            let reading = Reading([PcapBytes(order: order, magic: magic).file(at: [1])])
            #expect(reading.packets.isEmpty)
            let text = try #require(reading.error).description
            #expect(text.contains(String(magic, radix: 16)))
            #expect(text.contains("editcap"))
        }
    }

    @Test(arguments: [UInt16(0), 1, 3, 543, 0x0200])
    func `a version other than 2 is refused`(_ major: UInt16) throws {
        let reading = Reading([PcapBytes(major: major, minor: 0).file(at: [1])])
        #expect(try #require(reading.error).description.contains("version \(major).0"))
    }

    @Test
    func `the frame check sequence bits are no part of the link type`() {
        let reading = Reading([PcapBytes(linkType: 0xf400_0071).file(at: [1])])
        #expect(reading.packets.first?.facts.linkType == LinkType(rawValue: 113))
    }

    @Test(arguments: [UInt32(0), 1, 100])
    func `a snap length that is not true loses no packet`(_ snapLength: UInt32) {
        let pcap = PcapBytes(snapLength: snapLength)
        let bytes = [UInt8](repeating: 7, count: 1500)
        let reading = Reading([pcap.header + pcap.record(1, 0, bytes)])
        #expect(reading.packets.map(\.bytes) == [bytes])
    }

    @Test
    func `a length that no packet has is damage behind the packets before`() {
        let pcap = PcapBytes()
        let put = Integers(order: .little)
        for length in [UInt32(4097), 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
            let record = put(UInt32(1)) + put(UInt32(2)) + put(length) + put(length)
            let reading = Reading([pcap.file(at: [1, 2]) + record + [1, 2, 3]])
            #expect(reading.packets.count == 2)
            #expect(
                reading.error
                    == SavefileError(
                        file: "x.pcap", packetsBefore: 2, offset: 58,
                        problem: .absurdLength(Int(length), limit: 4096)))
        }
    }

    @Test
    func `before version 2,4 the two lengths stand in either order`() {
        let pcap = PcapBytes(minor: 2)
        let put = Integers(order: .little)
        let record = put(UInt32(1)) + put(UInt32(0)) + put(UInt32(1514)) + put(UInt32(2)) + [8, 9]
        let reading = Reading([pcap.header + record + pcap.record(2, 0, [5], original: 60)])
        #expect(reading.packets.map(\.bytes) == [[8, 9], [5]])
        #expect(reading.packets.map(\.facts.originalLength) == [1514, 60])
    }

    @Test
    func `a packet has at least the length that was captured`() {
        let pcap = PcapBytes()
        let reading = Reading([pcap.header + pcap.record(1, 0, [1, 2, 3], original: 1)])
        #expect(reading.packets.map(\.bytes) == [[1, 2, 3]])
        #expect(reading.packets.map(\.facts.originalLength) == [3])
    }
}
