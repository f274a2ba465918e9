import Packets
import Testing

struct MPLSLayerTests {
    @Test(
        arguments: [
            (
                1, Wire.ethernet(0x8847, Wire.labels(1) + [0x10, 0, 0, 0x21] + Wire.zeros(30)),
                "MPLS around an unknown payload"
            ),
            (1, Wire.ethernet(0x8847, Wire.labels(1) + Wire.zeros(40)), "MPLS around an unknown payload"),
            (1, Wire.ethernet(0x8847, Wire.labels(1) + Wire.zeros(10)), "MPLS header cut short"),
            (1, Wire.ethernet(0x8847, Wire.labels(33)), "too many MPLS labels"),
            (1, Wire.ethernet(0x8847, Wire.labels(1) + Wire.ethernet(0x0806, Wire.zeros(28))), "ARP"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }

    @Test
    func `a frame whose address begins like IP is told from IP`() {
        for first in [0x46, 0x60, 0x00, 0x10, 0xfe] as [UInt8] {
            var frame = Wire.ethernet(0x0800, Wire.v4(6, LayeredPacket.segment))
            frame[0] = first
            let peeling = Peeling(Wire.ethernet(0x8847, Wire.labels(1) + frame))
            #expect(peeling.found.map(\.bytes) == [LayeredPacket.segment])
        }
    }
}
