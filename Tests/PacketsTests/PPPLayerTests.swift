import Packets
import Testing

struct PPPLayerTests {
    @Test(
        arguments: [
            (9, [0xc0, 0x21, 1, 1], "PPP protocol 0xc021 (LCP)"),
            (9, [0xff, 3, 0, 0x3d, 0], "PPP protocol 0x003d (multilink)"),
            (9, [0xfd, 0], "PPP protocol 0x00fd (compressed)"),
            (9, [0xff, 3, 0], "PPP header cut short"),
            (51, [0x11, 1, 0, 0, 0, 0, 0, 0x21], "unexpected PPPoE version or code"),
            (51, [0x11, 0, 0, 0, 0], "PPPoE header cut short"),
            (104, [0x8f, 0, 0x80, 0x35, 0], "EtherType 0x8035 (RARP)"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }
}
