import ByteStreams
import TestKit
import Testing

@testable import Packets

struct PcapngReaderTests {
    /// One of everything that holds or describes a packet, in a section of the given byte order.
    private func section(_ order: ByteOrder, length: Int64 = -1) -> [[UInt8]] {
        let file = PcapngBytes(order: order)
        let put = Integers(order: order)
        return [
            file.section(length: length), file.interface(linkType: 113, snapLength: 4),
            file.interface(options: file.option(9, [9]) + file.option(14, put(Int64(10))) + file.option(0, [])),
            file.enhanced(at: 1_000_000, [1, 2, 3], original: 60, options: file.option(1, Array("why".utf8))),
            file.block(5, [UInt8](repeating: 9, count: 700)), file.enhanced(interface: 1, at: 5, [4]),
            file.simple(original: 6, [5, 6, 7, 8]), file.simple(original: 2, [9, 9]),
            file.obsolete(interface: 1, at: 7, [7, 7, 7, 7]), file.secrets([1, 2, 3, 4, 5]), file.block(0xbad, []),
        ]
    }

    private func packet(_ number: Int, _ nanoseconds: Int64, _ link: UInt32, _ length: Int) -> CapturedPacket {
        CapturedPacket(
            number: number, time: Timestamp(nanoseconds: nanoseconds), linkType: LinkType(rawValue: link),
            originalLength: length)
    }

    private func expected(from first: Int) -> [CapturedPacket] {
        [
            packet(first, 1_000_000_000, 113, 60), packet(first + 1, 10_000_000_005, 1, 1),
            packet(first + 2, 10_000_000_005, 113, 6), packet(first + 3, 10_000_000_005, 113, 2),
            packet(first + 4, 10_000_000_007, 1, 4),
        ]
    }

    private let bytes: [[UInt8]] = [[1, 2, 3], [4], [5, 6, 7, 8], [9, 9], [7, 7, 7, 7]]

    @Test(arguments: bothOrders)
    func `packets of every kind of block come out, however the file is cut`(_ order: ByteOrder) {
        forEveryChunking(of: section(order).flatMap { $0 }) { chunks in
            let reading = Reading(chunks)
            #expect(reading.packets.map(\.facts) == expected(from: 1))
            #expect(reading.packets.map(\.bytes) == bytes)
            #expect(reading.secrets == [DecryptionSecrets(type: 0x544c_534b, data: [1, 2, 3, 4, 5])])
            #expect(reading.error == nil)
        }
    }

    @Test
    func `each section has its own byte order and interfaces`() {
        let second = section(.big, length: 12_345)
        let file = (section(.little) + second).flatMap { $0 }
        let reading = Reading([file])
        #expect(reading.packets.map(\.facts) == expected(from: 1) + expected(from: 6))
        #expect(reading.error == nil)
        let bare = Reading([file + PcapngBytes().section() + PcapngBytes().enhanced(at: 1, [1])])
        #expect(bare.packets.count == 10)
        #expect(bare.error?.offset == UInt64(file.count + 28))
    }

    @Test(arguments: bothOrders)
    func `a file cut anywhere gives the packets before the cut and says where it ends`(_ order: ByteOrder) {
        let blocks = section(order)
        let file = blocks.flatMap { $0 }
        let packetBlocks = [3, 5, 6, 7, 8]
        var starts = [0]
        for block in blocks { starts.append(starts[starts.count - 1] + block.count) }
        for cut in 0..<file.count {
            let reading = Reading([Array(file[..<cut])])
            let whole = packetBlocks.filter { starts[$0 + 1] <= cut }.count
            #expect(reading.packets.map(\.bytes) == Array(bytes[..<whole]), "cut at \(cut)")
            if starts.contains(cut), cut > 0 {
                #expect(reading.error == nil, "cut at \(cut)")
            } else {
                #expect(reading.error?.packetsBefore == whole, "cut at \(cut)")
                let start = starts.last { $0 <= cut } ?? 0
                #expect(reading.error?.offset == UInt64(start), "cut at \(cut)")
                if cut == 0 {
                    #expect(reading.error?.problem == .empty)
                } else if case .truncated(_, let present, let needed) = reading.error?.problem {
                    #expect(present == UInt64(cut - start), "cut at \(cut)")
                    #expect(needed > present, "cut at \(cut)")
                } else {
                    #expect(reading.error?.problem == .foreign(.text), "cut at \(cut)")
                    #expect(cut < 4)
                }
            }
        }
    }

    @Test
    func `what contradicts itself is damage behind the packets before`() {
        let file = PcapngBytes()
        let put = Integers(order: .little)
        let start = file.section() + file.interface() + file.enhanced(at: 1, [1])
        let wrongEnd = file.enhanced(at: 2, [2]).dropLast(4) + put(UInt32(40))
        let skippedWrongEnd = file.block(4, [1, 2, 3, 4]).dropLast(4) + put(UInt32(20))
        let tooMuch =
            file.enhanced(at: 2, [2]).replacing(20, with: put(UInt32(5)))
        let damaged: [[UInt8]] = [
            Array(wrongEnd), Array(skippedWrongEnd), tooMuch, file.enhanced(interface: 1, at: 2, [2]),
            file.enhanced(interface: .max, at: 2, [2]), file.obsolete(interface: 7, at: 2, [2, 2, 2, 2]),
            put(UInt32(6)) + put(UInt32(11)) + put(UInt64(0)), put(UInt32(6)) + put(UInt32(33)) + put(UInt64(0)),
            put(UInt32(77)) + put(UInt32(0)) + put(UInt64(0)), file.block(6, [1, 2, 3, 4]), file.block(3, []),
            file.block(1, [0, 0, 0, 0]), file.block(10, [0, 0, 0, 0]), file.block(0x0a0d_0d0a, [1, 2, 3, 4]),
            file.interface(options: put(UInt16(9)) + put(UInt16(400))),
            file.secrets([1, 2, 3, 4]).replacing(12, with: put(UInt32(5))),
        ]
        for block in damaged {
            let reading = Reading([start + block + file.enhanced(at: 3, [3])])
            #expect(reading.packets.map(\.bytes) == [[1]], "\(block)")
            #expect(reading.error?.offset == UInt64(start.count), "\(block)")
            guard case .damaged = reading.error?.problem else {
                Issue.record("\(block) gave \(String(describing: reading.error))")
                continue
            }
        }
    }

    @Test
    func `a simple packet in a section without interfaces is damage`() {
        let reading = Reading([PcapngBytes().section() + PcapngBytes().simple(original: 1, [1])])
        #expect(reading.packets.isEmpty)
        #expect(reading.error?.problem == .damaged("a packet comes from interface 0, and the section declares none"))
    }

    @Test
    func `a packet beyond the limit is damage, and a major version other than 1 is refused`() {
        let file = PcapngBytes()
        let start = file.section() + file.interface()
        let long = Reading([start + file.enhanced(at: 1, [UInt8](repeating: 1, count: 4097))])
        #expect(long.error?.problem == .absurdLength(4097, limit: 4096))
        let huge = Reading([start + [6, 0, 0, 0, 0xfc, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 64)])
        #expect(huge.error?.problem == .absurdLength(0xffff_fffc, limit: 4096))
        let version = Reading([file.section(major: 2) + file.interface()])
        #expect(version.error?.problem == .unsupported("pcapng of version 2.0, and only version 1 is known"))
    }

    @Test
    func `secrets beyond the limit are left out, and it is said`() {
        let file = PcapngBytes()
        let some = [UInt8](repeating: 7, count: 600)
        let reading = Reading([
            file.section() + file.secrets(some) + file.secrets(some) + file.secrets([1]) + file.interface()
                + file.enhanced(at: 1, [1])
        ])
        #expect(reading.secrets.map(\.data) == [some, [1]])
        #expect(reading.packets.count == 1)
        #expect(reading.remarks.count == 1)
        #expect(reading.remarks.first?.contains("(blocks left out: 1)") == true)
    }
}

extension [UInt8] {
    /// These bytes with others in their place from `offset` on.
    fileprivate func replacing(_ offset: Int, with bytes: [UInt8]) -> [UInt8] {
        Array(self[..<offset]) + bytes + Array(self[(offset + bytes.count)...])
    }
}
