import Packets
import Testing

struct IPv4LayerTests {
    @Test(
        arguments: [
            (228, Wire.zeros(19), "IPv4 header cut short"),
            (228, [0x44] + Wire.zeros(40), "impossible IPv4 header length"),
            (228, [0x65] + Wire.zeros(40), "unexpected IP version"),
            (101, [0x55] + Wire.zeros(40), "unexpected IP version"),
            (101, [], "IP header cut short"),
            (228, Wire.v4(6, [], totalLength: 19), "impossible IPv4 total length"),
            (228, [0x4f] + Wire.v4(6, Wire.zeros(30), totalLength: 70).dropFirst(), "IPv4 header cut short"),
            (228, Wire.v4(1, Wire.zeros(8)), "ICMP"),
            (228, Wire.v4(0, Wire.zeros(8)), "IP protocol 0"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }

    @Test
    func `a total length beyond the capture is counted as cut`() {
        let peeling = Peeling(Wire.v4(6, LayeredPacket.segment, totalLength: 1000), linkType: 228)
        #expect(peeling.found.map(\.cut) == [1000 - 20 - LayeredPacket.segment.count])
    }

    @Test
    func `a packet without total length is as long as it was on the wire`() {
        let peeling = Peeling(Wire.v4(6, LayeredPacket.segment, totalLength: 0), linkType: 228, originalLength: 100_000)
        #expect(peeling.found.map(\.bytes) == [LayeredPacket.segment])
        #expect(peeling.found.map(\.cut) == [100_000 - 20 - LayeredPacket.segment.count])
    }

    @Test(arguments: [0x8000, 0xc000])
    func `the reserved flag makes no fragment`(_ flags: Int) {
        #expect(Peeling(Wire.v4(6, LayeredPacket.segment, flags: flags), linkType: 228).found.count == 1)
    }
}
