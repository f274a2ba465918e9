import ByteStreams
import Testing

@testable import Exporters

struct PacketHeaderTests {
    static let four = Endpoint(address: IPAddress(v4: 0x0a00_0001), port: 80)
    static let six = Endpoint(address: IPAddress(v6: 0x2001_0db8_0000_0000, 1), port: 81)

    static func header(
        _ source: Endpoint, _ target: Endpoint, _ flags: TCPFlags = .acknowledge, payload: [UInt8] = [], cut: Int = 0
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        let segment = PacketWriter.Segment(
            source: source, target: target, sequence: 0x0102_0304, acknowledgement: 0x0506_0708, flags: flags,
            identification: 0x0a0b, cut: cut)
        PacketHeader.append(segment, payload: payload.span.bytes, to: &bytes)
        return bytes
    }

    /// The checksum of TCP over a whole packet, which is zero where it is right.
    static func residue(_ packet: [UInt8]) -> UInt16 {
        let isV6 = packet[0] >> 4 == 6
        let segment = Array(packet[(isV6 ? 40 : 20)...])
        var checksum = InternetChecksum()
        checksum.add(Array(packet[(isV6 ? 8 : 12)..<(isV6 ? 40 : 20)]).span.bytes)
        checksum.add(6 as UInt16)
        checksum.add(UInt32(segment.count))
        checksum.add(segment.span.bytes)
        return checksum.value
    }

    @Test func `a header of IPv4 and TCP`() {
        let packet = Self.header(Self.four, Self.four, payload: [1, 2, 3])
        #expect(packet.count == 40)
        #expect(packet[..<10] == [0x45, 0, 0, 43, 0x0a, 0x0b, 0x40, 0, 64, 6])
        #expect(packet[20..<36] == [0, 80, 0, 80, 1, 2, 3, 4, 5, 6, 7, 8, 0x50, 0x10, 0xff, 0xff])
        #expect(InternetChecksumTests.checksum(Array(packet[..<20])) == 0)
    }

    @Test(arguments: [[], [7], [1, 2], Array(repeating: 0xff, count: 60_000), Array(repeating: 1, count: 59_999)])
    func `checksums are right`(_ payload: [UInt8]) {
        for (source, target) in [(Self.four, Self.four), (Self.six, Self.six), (Self.four, Self.six)] {
            for flags in [TCPFlags.acknowledge, .synchronise] {
                #expect(Self.residue(Self.header(source, target, flags, payload: payload) + payload) == 0)
            }
        }
    }

    @Test func `where one end has an IPv6 address, the other's is mapped`() {
        let packet = Self.header(Self.four, Self.six)
        #expect(packet[0] == 0x60)
        #expect(packet[4..<8] == [0, 20, 6, 64])
        #expect(packet[8..<24] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1])
    }

    @Test func `bytes that are cut count in the lengths, and leave no checksum`() {
        let packet = Self.header(Self.four, Self.four, cut: 1_000)
        #expect(packet[2..<4] == [0x04, 0x10])
        #expect(packet[36..<38] == [0, 0])
        #expect(Self.header(Self.six, Self.six, cut: 1_000)[4..<6] == [0x03, 0xfc])
    }
}
