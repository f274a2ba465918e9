/// What a protocol number is called, and whether TCP may be inside.
struct ProtocolName {
    let name: String
    let verdict: Unpeeled.Verdict

    private init(_ name: String, _ verdict: Unpeeled.Verdict = .notTCP) {
        self.name = name
        self.verdict = verdict
    }

    /// Protocols by EtherType.
    static let etherTypes: [UInt16: ProtocolName] = [
        0x0806: .init("ARP"),
        0x0842: .init("Wake-on-LAN"),
        0x22f0: .init("AVTP"),
        0x22f3: .init("TRILL", .notUnderstood),
        0x4305: .init("B.A.T.M.A.N.", .notUnderstood),
        0x8035: .init("RARP"),
        0x809b: .init("AppleTalk"),
        0x80f3: .init("AppleTalk ARP"),
        0x8137: .init("IPX"),
        0x8808: .init("Ethernet flow control"),
        0x8809: .init("LACP"),
        0x880b: .init("PPP", .notUnderstood),
        0x883e: .init("WCCP", .notUnderstood),
        0x8863: .init("PPPoE discovery"),
        0x886d: .init("Intel ANS"),
        0x887b: .init("HomePlug"),
        0x88e1: .init("HomePlug"),
        0x888e: .init("EAPOL"),
        0x8892: .init("PROFINET"),
        0x8899: .init("Realtek"),
        0x88a4: .init("EtherCAT"),
        0x88b8: .init("GOOSE"),
        0x88c7: .init("802.11 pre-authentication"),
        0x88cc: .init("LLDP"),
        0x88e3: .init("MRP"),
        0x88e5: .init("MACsec", .notUnderstood),
        0x88e7: .init("provider backbone bridging", .notUnderstood),
        0x88f5: .init("MVRP"),
        0x88f7: .init("PTP"),
        0x8902: .init("CFM"),
        0x8906: .init("FCoE"),
        0x8914: .init("FCoE"),
        0x8915: .init("RoCE"),
        0x893a: .init("IEEE 1905.1"),
        0x894f: .init("NSH", .notUnderstood),
        0x9000: .init("Ethernet loopback"),
    ]

    /// Protocols by LLC service access point.
    static let accessPoints: [UInt8: ProtocolName] = [
        0x00: .init("LLC"),
        0x42: .init("spanning tree"),
        0xe0: .init("IPX"),
        0xff: .init("IPX"),
        0xf0: .init("NetBIOS"),
        0xfe: .init("OSI"),
    ]

    /// Organizations with protocols of their own in SNAP frames.
    static let organizations: [UInt32: ProtocolName] = [
        0x00000c: .init("Cisco"),
        0x00e02b: .init("Extreme"),
        0x0080c2: .init("IEEE 802.1", .notUnderstood),
        0x080007: .init("Apple"),
    ]

    /// Protocols by PPP number.
    static let pppProtocols: [UInt16: ProtocolName] = [
        0x002d: .init("compressed TCP headers", .notUnderstood),
        0x002f: .init("uncompressed TCP headers", .notUnderstood),
        0x0031: .init("bridging", .notUnderstood),
        0x003d: .init("multilink", .notUnderstood),
        0x00fb: .init("compressed", .notUnderstood),
        0x00fd: .init("compressed", .notUnderstood),
        0x8021: .init("IPCP"),
        0x8057: .init("IPv6CP"),
        0xc021: .init("LCP"),
        0xc023: .init("PAP"),
        0xc025: .init("link quality report"),
        0xc223: .init("CHAP"),
        0xc227: .init("EAP"),
    ]

    /// Protocols by IP protocol number.
    static let ipProtocols: [UInt8: ProtocolName] = [
        1: .init("ICMP"),
        2: .init("IGMP"),
        8: .init("EGP"),
        9: .init("IGRP"),
        17: .init("UDP"),
        27: .init("RDP"),
        33: .init("DCCP"),
        46: .init("RSVP"),
        50: .init("ESP", .notUnderstood),
        58: .init("ICMPv6"),
        59: .init("no next header"),
        88: .init("EIGRP"),
        89: .init("OSPF"),
        94: .init("IPIP", .notUnderstood),
        98: .init("ENCAP", .notUnderstood),
        103: .init("PIM"),
        108: .init("IPComp", .notUnderstood),
        112: .init("VRRP"),
        113: .init("PGM"),
        115: .init("L2TP", .notUnderstood),
        124: .init("IS-IS"),
        132: .init("SCTP"),
        133: .init("Fibre Channel"),
        136: .init("UDP-Lite"),
        253: .init("experiment", .notUnderstood),
        254: .init("experiment", .notUnderstood),
    ]

    /// Link types that are not read, by LINKTYPE_ number.
    static let linkTypes: [UInt32: String] = [
        6: "token ring",
        7: "ARCNET",
        8: "SLIP",
        10: "FDDI",
        100: "ATM",
        105: "802.11",
        107: "frame relay",
        109: "OpenBSD ENC",
        117: "OpenBSD PFLOG",
        119: "802.11 with Prism header",
        127: "802.11 with radiotap",
        143: "DOCSIS",
        163: "802.11 with AVS header",
        187: "Bluetooth",
        201: "Bluetooth",
        189: "USB",
        220: "USB",
        249: "USB",
        192: "PPI",
        195: "802.15.4",
        230: "802.15.4",
        227: "CAN",
        247: "InfiniBand",
        251: "Bluetooth LE",
        253: "netlink",
        274: "Ethernet mPacket",
    ]
}
