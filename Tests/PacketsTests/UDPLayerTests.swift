import Packets
import Testing

struct UDPLayerTests {
    @Test(
        arguments: [
            (228, Wire.v4(17, Wire.udp(53, Wire.zeros(20))), "UDP"),
            (228, Wire.v4(17, [1, 2, 3]), "UDP"),
            (228, Wire.v4(17, Wire.udp(4789, Wire.zeros(60))), "UDP"),
            (228, Wire.v4(17, Wire.udp(4789, [8, 0, 0, 0, 0, 0, 1, 1] + Wire.zeros(60))), "UDP"),
            (
                228, Wire.v4(17, Wire.udp(4789, [8, 0, 0, 0, 0, 0, 1, 0] + Wire.ethernet(0x0806, Wire.zeros(28)))),
                "ARP"
            ),
            (228, Wire.v4(17, Wire.udp(6081, [0x40, 0, 0x65, 0x58, 0, 0, 1, 0] + Wire.zeros(60))), "UDP"),
            (228, Wire.v4(17, Wire.udp(6081, [0x3f, 0, 0x65, 0x58, 0, 0, 1, 0] + Wire.zeros(60))), "UDP"),
            (228, Wire.v4(17, Wire.udp(2152, [0x30, 1, 0, 0, 0, 0, 0, 1] + Wire.zeros(60))), "UDP"),
            (
                228, Wire.v4(17, Wire.udp(2152, [0x30, 0xff, 0, 9, 0, 0, 0, 1] + Wire.zeros(9))),
                "GTP-U around an unknown payload"
            ),
            (228, Wire.v4(17, Wire.udp(2152, [0x34, 0xff, 0, 9, 0, 0, 0, 1, 0, 0, 0, 5] + Wire.zeros(9))), "UDP"),
            (228, Wire.v4(17, Wire.udp(6635, Wire.zeros(60))), "UDP"),
            (228, Wire.v4(17, Wire.udp(3544, Wire.zeros(60))), "UDP"),
            (228, Wire.v4(17, Wire.udp(3544, Wire.v6(6, Wire.zeros(20), length: 21))), "UDP"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }

    @Test
    func `a tunnel's answer is read from the port it comes from`() {
        let payload =
            [0x30, 0xff] + Wire.be16(20 + LayeredPacket.segment.count) + [0, 0, 0, 1]
            + Wire.v4(6, LayeredPacket.segment)
        #expect(Peeling(Wire.v4(17, Wire.udp(9999, payload, from: 2152)), linkType: 228).found.count == 1)
        #expect(Peeling(Wire.v4(17, Wire.udp(9999, payload, from: 4789)), linkType: 228).found.isEmpty)
    }
}
