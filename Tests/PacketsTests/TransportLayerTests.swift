import Packets
import Testing

struct TransportLayerTests {
    @Test(
        arguments: [
            (228, Wire.v4(51, Wire.zeros(11)), "AH header cut short"),
            (228, Wire.v4(51, [6, 200] + Wire.zeros(30)), "AH header cut short"),
            (228, Wire.v4(97, [0x20, 0] + Wire.zeros(40)), "IP protocol 97"),
            (228, Wire.v4(143, Wire.zeros(40)), "IP protocol 143"),
            (228, Wire.v4(50, Wire.zeros(40)), "IP protocol 50 (ESP)"),
            (228, Wire.v4(132, Wire.zeros(40)), "SCTP"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }
}
