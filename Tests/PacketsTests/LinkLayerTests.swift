import Packets
import Testing

struct LinkLayerTests {
    @Test(
        arguments: [
            (147, Wire.v4(6, []), "link type 147 (USER0)"),
            (0, [0, 0, 0, 7] + Wire.zeros(40), "address family 7"),
            (0, [2, 0, 0], "loopback header cut short"),
            (113, Wire.zeros(14) + [0, 1] + Wire.zeros(20), "EtherType 0x0001"),
            (276, Wire.zeros(19), "Linux cooked capture header cut short"),
            (239, [7, 0, 0, 0, 8, 0, 9, 0] + Wire.zeros(4), "address family 7"),
            (239, [2, 0, 0, 0, 3, 0, 1, 0] + Wire.zeros(4), "impossible NFLOG attribute length"),
            (239, [2, 0, 0, 0, 8, 0, 1, 0] + Wire.zeros(4), "NFLOG header cut short"),
            (258, [11, 0, 0, 0] + Wire.zeros(8), "impossible PKTAP header length"),
            (258, [12, 0, 0, 0] + Wire.zeros(4) + [2, 1, 0, 0], "impossible PKTAP header length"),
            (258, [255, 255, 255, 255] + Wire.zeros(4) + [1, 0, 0, 0], "PKTAP header cut short"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }
}
