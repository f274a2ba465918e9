import Packets
import Testing

struct EthernetLayerTests {
    @Test(
        arguments: [
            (1, Wire.ethernet(0x0806, Wire.zeros(28)), "ARP"),
            (1, Wire.ethernet(0x88cc, Wire.zeros(28)), "EtherType 0x88cc (LLDP)"),
            (1, Wire.ethernet(0x05ff, Wire.zeros(28)), "EtherType 0x05ff"),
            (1, Wire.ethernet(38, [0x42, 0x42, 3] + Wire.zeros(35)), "LLC 0x42 (spanning tree)"),
            (1, Wire.ethernet(10, [0xaa, 0xaa, 3, 0, 0, 12, 0x20, 0, 1, 2]), "SNAP organization 0x00000c (Cisco)"),
            (1, Wire.ethernet(8, [0xaa, 0xaa, 3, 0, 0, 0, 0, 9]), "EtherType 0x0009"),
            (
                1, Wire.ethernet(0x8100, [0, 1, 0x81, 0, 0, 1, 0x81, 0, 0, 1, 0x81, 0, 0, 1, 8, 0]),
                "too many VLAN tags"
            ),
            (1, Wire.ethernet(0x8100, [0, 1, 0x81]), "VLAN tag header cut short"),
            (1, Wire.zeros(13), "Ethernet header cut short"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }
}
