import Packets
import Testing

struct GRELayerTests {
    @Test(
        arguments: [
            (228, Wire.v4(47, [0, 1, 0x88, 0x0b] + Wire.zeros(12)), "GRE version 1 (PPTP)"),
            (228, Wire.v4(47, [0x40, 0, 8, 0] + Wire.zeros(12)), "GRE with source routes"),
            (228, Wire.v4(47, [0xb0, 0, 8, 0] + Wire.zeros(11)), "GRE header cut short"),
            (228, Wire.v4(47, [0x10, 0, 0x88, 0xbe] + Wire.zeros(11)), "ERSPAN header cut short"),
            (228, Wire.v4(47, [0, 0, 0x88, 0x3e] + Wire.zeros(12)), "EtherType 0x883e (WCCP)"),
            (228, Wire.v4(47, [0, 0, 0, 0]), "EtherType 0x0000"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }
}
