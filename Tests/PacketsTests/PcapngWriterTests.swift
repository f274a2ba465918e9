import ByteStreams
import TestKit
import Testing

@testable import Packets

struct PcapngWriterTests {
    private static let ethernet = PcapngWriter.Interface(
        name: "eth0", linkType: LinkType(rawValue: 1), snapLength: 262_144, filter: "tcp port 80")
    private static let cooked = PcapngWriter.Interface(name: "any", linkType: LinkType(rawValue: 113), snapLength: 0)

    private func begun() -> PcapngWriter {
        var writer = PcapngWriter()
        writer.beginSection(application: "wscope")
        writer.declare(Self.ethernet)
        writer.declare(Self.cooked)
        return writer
    }

    private func write(
        _ bytes: [UInt8], at time: Int64, original: Int, interface: Int, _ writer: inout PcapngWriter
    ) {
        withSpan(bytes) {
            writer.write($0, at: Timestamp(nanoseconds: time), originalLength: original, interface: interface)
        }
    }

    @Test
    func `what is written is what the own reader reads, however it is cut`() {
        var writer = begun()
        var expected: [SeenPacket] = []
        let time: Int64 = 1_732_305_600_123_456_789
        for length in 0..<9 {
            let bytes = (0..<length).map { UInt8($0) }
            let interface = length % 2
            write(bytes, at: time + Int64(length), original: length * 2, interface: interface, &writer)
            let facts = CapturedPacket(
                number: length + 1, time: Timestamp(nanoseconds: time + Int64(length)),
                linkType: LinkType(rawValue: interface == 0 ? 1 : 113), originalLength: length * 2)
            expected.append(SeenPacket(facts: facts, bytes: bytes))
        }
        let end = Timestamp(nanoseconds: time)
        writer.write(
            PcapngWriter.Statistics(start: end, end: end, received: 9, droppedByInterface: 1, droppedByKernel: 2),
            interface: 1)
        forEveryChunking(of: writer.bytes) { chunks in
            let reading = Reading(chunks)
            #expect(reading.error == nil)
            #expect(reading.packets == expected)
        }
    }

    @Test
    func `the blocks are those that the format asks for`() {
        let made = PcapngBytes()
        let put = Integers(order: .little)
        var writer = begun()
        write([1, 2, 3], at: 5, original: 3, interface: 0, &writer)
        let statistics = PcapngWriter.Statistics(
            start: Timestamp(nanoseconds: 1), end: Timestamp(nanoseconds: 2), received: 3, droppedByInterface: 4,
            droppedByKernel: 5)
        writer.write(statistics, interface: 0)
        let section = made.block(
            0x0a0d_0d0a,
            put(UInt32(0x1a2b_3c4d)) + put(UInt16(1)) + put(UInt16(0)) + put(Int64(-1))
                + made.option(4, Array("wscope".utf8)) + put(UInt32(0)))
        let ethernet = made.interface(
            snapLength: 262_144,
            options: made.option(2, Array("eth0".utf8)) + made.option(9, [9])
                + made.option(11, [0] + Array("tcp port 80".utf8)) + put(UInt32(0)))
        let cooked = made.interface(
            linkType: 113, options: made.option(2, Array("any".utf8)) + made.option(9, [9]) + put(UInt32(0)))
        let counts =
            made.option(4, put(UInt64(3))) + made.option(5, put(UInt64(4))) + made.option(7, put(UInt64(5)))
        let times =
            made.option(2, put(UInt32(0)) + put(UInt32(1))) + made.option(3, put(UInt32(0)) + put(UInt32(2)))
        let end = made.block(
            5, put(UInt32(0)) + put(UInt32(0)) + put(UInt32(2)) + times + counts + put(UInt32(0)))
        #expect(writer.bytes == section + ethernet + cooked + made.enhanced(at: 5, [1, 2, 3]) + end)
    }

    @Test
    func `numbers that have no place in the format are the nearest that do`() {
        var writer = PcapngWriter()
        writer.beginSection(application: String(repeating: "a", count: 70_000))
        writer.declare(PcapngWriter.Interface(name: "", linkType: LinkType(rawValue: 1), snapLength: -1))
        write([1], at: -5, original: -1, interface: 0, &writer)
        write([1], at: .max, original: .max, interface: 0, &writer)
        let reading = Reading([writer.bytes])
        #expect(reading.error == nil)
        #expect(reading.packets.map(\.facts.time.nanoseconds) == [0, .max])
        #expect(reading.packets.map(\.facts.originalLength) == [1, Int(UInt32.max)])
    }

    @Test
    func `what is cleared is forgotten`() {
        var writer = begun()
        writer.clear()
        #expect(writer.bytes.isEmpty)
    }
}
