import Packets
import Testing

struct UnpeeledTests {
    @Test(
        arguments: [
            (.ipProtocol(17), "UDP", .notTCP), (.ipProtocol(89), "IP protocol 89 (OSPF)", .notTCP),
            (.ipProtocol(50), "IP protocol 50 (ESP)", .notUnderstood),
            (.ipProtocol(200), "IP protocol 200", .notUnderstood), (.etherType(0x0806), "ARP", .notTCP),
            (.etherType(0x88cc), "EtherType 0x88cc (LLDP)", .notTCP),
            (.etherType(0x88e5), "EtherType 0x88e5 (MACsec)", .notUnderstood),
            (.etherType(0x0bad), "EtherType 0x0bad", .notUnderstood),
            (.linkType(147), "link type 147 (USER0)", .notUnderstood),
            (.linkType(127), "link type 127 (802.11 with radiotap)", .notUnderstood),
            (.linkType(9999), "link type 9999", .notUnderstood), (.llc(0x42), "LLC 0x42 (spanning tree)", .notTCP),
            (.snap(0x00000c), "SNAP organization 0x00000c (Cisco)", .notTCP),
            (.pppProtocol(0xc021), "PPP protocol 0xc021 (LCP)", .notTCP),
            (.pppProtocol(0x8099), "PPP protocol 0x8099", .notTCP),
            (.pppProtocol(0x003d), "PPP protocol 0x003d (multilink)", .notUnderstood),
            (.addressFamily(7), "address family 7", .notUnderstood),
            (.greVersion(1), "GRE version 1 (PPTP)", .notUnderstood),
            (.cutShort(.ipv4), "IPv4 header cut short", .notUnderstood),
            (.malformed(.ipv4HeaderLength), "impossible IPv4 header length", .notUnderstood),
            (.others(.notTCP), "other protocols", .notTCP),
        ] as [(Unpeeled, String, Unpeeled.Verdict)])
    func `a reason has a name and a verdict`(_ reason: Unpeeled, _ name: String, _ verdict: Unpeeled.Verdict) {
        #expect(reason.description == name)
        #expect(reason.verdict == verdict)
    }
}
