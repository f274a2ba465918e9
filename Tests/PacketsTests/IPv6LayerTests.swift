import Packets
import Testing

struct IPv6LayerTests {
    @Test(
        arguments: [
            (229, Wire.v6(58, Wire.zeros(8)), "ICMPv6"),
            (229, Wire.v6(59, []), "IP protocol 59 (no next header)"),
            (229, Wire.v6(60, [6, 5] + Wire.zeros(20)), "IPv6 extension header cut short"),
            (229, Wire.v4(6, Wire.zeros(30)), "unexpected IP version"),
            (229, Wire.v6(60, (0..<17).flatMap { _ in [60] + Wire.zeros(7) }), "too many IPv6 extension headers"),
        ] as [(UInt32, [UInt8], String)])
    func `what holds no segment is counted by its name`(_ linkType: UInt32, _ bytes: [UInt8], _ reason: String) {
        let peeling = Peeling(bytes, linkType: linkType)
        #expect(peeling.found == [])
        #expect(peeling.reasons == [reason])
    }

    @Test(
        arguments: [
            (0, [9, 1], true), (2, [9, 1], true), (4, [9, 1], false), (0, [9, 0], nil), (3, [9, 1], nil),
        ] as [(UInt8, [UInt64], Bool?)])
    func `a routing header with stops left names the receiver`(_ type: UInt8, _ facts: [UInt64], _ isLast: Bool?) {
        let first = [UInt8](repeating: 0xaa, count: 16)
        let last = [UInt8](repeating: 0xbb, count: 16)
        let routing: [UInt8] = [6, 4, type, UInt8(facts[1]), 0, 0, 0, 0] + first + last
        let peeling = Peeling(Wire.v6(43, routing + LayeredPacket.segment), linkType: 229)
        let half: UInt64? = isLast.map { $0 ? 0xbbbb_bbbb_bbbb_bbbb : 0xaaaa_aaaa_aaaa_aaaa }
        #expect(peeling.found.first?.destination.high == half ?? 0x2001_0db8_0000_0000)
    }

    @Test
    func `a jumbo length reaches no further than the wire`() {
        let options: [UInt8] = [6, 0, 0xc2, 4, 0xff, 0xff, 0xff, 0xff]
        let peeling = Peeling(
            Wire.v6(0, options + LayeredPacket.segment, length: 0), linkType: 229, originalLength: 500)
        #expect(peeling.found.map(\.cut) == [500 - 48 - LayeredPacket.segment.count])
    }
}
