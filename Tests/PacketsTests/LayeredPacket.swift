import ByteStreams
import Packets
import Testing

/// A TCP segment with headers around it, built from the inside out.
struct LayeredPacket: Sendable, CustomTestStringConvertible {
    let name: String
    let linkType: UInt32
    let bytes: [UInt8]
    /// Where in `bytes` the segment begins; it reaches to the end.
    let segmentStart: Int
    let isV6: Bool

    var testDescription: String { name }

    static let segment: [UInt8] =
        [0xc0, 0, 0, 80] + Array(1...8) + [0x50, 0x18, 1, 0, 0, 0, 0, 0] + Array("GET /".utf8)
    static let v4 = (source: IPAddress(v4: 0x0a01_0203), destination: IPAddress(v4: 0x0a04_0506))
    static let v6 = (source: IPAddress(v6: 0x2001_0db8 << 32, 1), destination: IPAddress(v6: 0x2001_0db8 << 32, 2))

    /// Every carrier around every form of IP.
    static let all: [LayeredPacket] = carriers.flatMap { carrier in
        inners.compactMap { inner in
            if carrier.only == 4, inner.isV6 { return nil }
            if carrier.only == 6, !inner.isV6 { return nil }
            let bytes = carrier.wrap(inner.bytes, inner.isV6)
            return LayeredPacket(
                name: "\(carrier.name) / \(inner.name)", linkType: carrier.linkType, bytes: bytes,
                segmentStart: bytes.count - segment.count, isV6: inner.isV6)
        }
    }

    /// Every carrier around the plainest IPv4 and the richest IPv6.
    static let few = all.filter { $0.name.hasSuffix("/ IPv4") || $0.name.hasSuffix("/ IPv6 with every extension") }

    struct Inner {
        let name: String
        let isV6: Bool
        let bytes: [UInt8]
    }

    static let inners: [Inner] = [
        Inner(name: "IPv4", isV6: false, bytes: Wire.v4(6, segment)),
        Inner(name: "IPv4 with options", isV6: false, bytes: Wire.v4(6, segment, options: [1, 1, 1, 0, 7, 4, 0, 0])),
        Inner(name: "IPv4 with total length 0", isV6: false, bytes: Wire.v4(6, segment, totalLength: 0)),
        Inner(name: "IPv4 AH", isV6: false, bytes: Wire.v4(51, Wire.authentication(6, segment))),
        Inner(name: "IPv6", isV6: true, bytes: Wire.v6(6, segment)),
        Inner(name: "IPv6 with payload length 0", isV6: true, bytes: Wire.v6(6, segment, length: 0)),
        Inner(
            name: "IPv6 jumbo", isV6: true,
            bytes: Wire.v6(0, [6, 0, 0xc2, 4] + Wire.be32(8 + segment.count) + segment, length: 0)),
        Inner(
            name: "IPv6 with every extension", isV6: true,
            bytes: Wire.v6(
                0,
                [60, 0, 1, 4, 0, 0, 0, 0] + [43, 1] + Wire.zeros(14) + [51, 0, 4, 0] + Wire.zeros(4)
                    + Wire.authentication(
                        135, [139, 0] + Wire.zeros(6) + [140, 0] + Wire.zeros(6) + [44, 0] + Wire.zeros(6))
                    + [6, 0, 0, 0, 0, 0, 0, 9] + segment)),
        Inner(name: "IPv6 atomic fragment", isV6: true, bytes: Wire.v6(44, [6, 0, 0, 0, 1, 2, 3, 4] + segment)),
    ]

    struct Carrier {
        let name: String
        let linkType: UInt32
        let only: Int?
        let wrap: @Sendable ([UInt8], Bool) -> [UInt8]

        init(
            _ name: String, _ linkType: UInt32 = 1, only: Int? = nil,
            _ wrap: @escaping @Sendable ([UInt8], Bool) -> [UInt8]
        ) {
            self.name = name
            self.linkType = linkType
            self.only = only
            self.wrap = wrap
        }

        /// An Ethernet frame around something in IPv4.
        static func inV4(
            _ name: String, _ number: UInt8, only: Int? = nil, _ wrap: @escaping @Sendable ([UInt8], Bool) -> [UInt8]
        ) -> Carrier {
            Carrier(name, only: only) { Wire.ethernet(0x0800, Wire.v4(number, wrap($0, $1), from: 1, to: 2)) }
        }
    }

    static let carriers = links + tunnels

    static let links: [Carrier] = [
        Carrier("Ethernet") { Wire.ethernet(Wire.type($1), $0) },
        Carrier("VLAN") { Wire.ethernet(0x8100, [0, 5] + Wire.be16(Wire.type($1)) + $0) },
        Carrier("three VLANs") {
            Wire.ethernet(0x9100, [0, 5, 0x88, 0xa8, 0, 6, 0x81, 0, 0, 7] + Wire.be16(Wire.type($1)) + $0)
        },
        Carrier("SNAP") { Wire.ethernet(8 + $0.count, [0xaa, 0xaa, 3, 0, 0, 0] + Wire.be16(Wire.type($1)) + $0) },
        Carrier("LLC", only: 4) { ip, _ in Wire.ethernet(3 + ip.count, [6, 6, 3] + ip) },
        Carrier("PPPoE") { Wire.ethernet(0x8864, [0x11, 0, 0, 1] + Wire.be16($0.count + 2) + Wire.ppp($1) + $0) },
        Carrier("MPLS") { ip, _ in Wire.ethernet(0x8847, Wire.labels(1) + ip) },
        Carrier("MPLS, three labels") { ip, _ in Wire.ethernet(0x8848, Wire.labels(3) + ip) },
        Carrier("MPLS pseudowire") { Wire.ethernet(0x8847, Wire.labels(2) + Wire.ethernet(Wire.type($1), $0)) },
        Carrier("MPLS pseudowire with control word") {
            Wire.ethernet(0x8847, Wire.labels(2) + [0, 0, 0, 7] + Wire.ethernet(Wire.type($1), $0))
        },
        Carrier("VLAN PPPoE") {
            Wire.ethernet(0x8100, [0, 1, 0x88, 0x64, 0x11, 0, 0, 1, 0, 0] + Wire.ppp($1) + $0)
        },
        Carrier("NULL, little", 0) { [$1 ? 24 : 2, 0, 0, 0] + $0 },
        Carrier("NULL, big", 0) { [0, 0, 0, $1 ? 28 : 2] + $0 },
        Carrier("NULL, EtherType", 0) { [0x0f, 0] + Wire.be16(Wire.type($1)) + $0 },
        Carrier("LOOP", 108) { [0, 0, 0, $1 ? 30 : 2] + $0 },
        Carrier("raw", 101) { ip, _ in ip },
        Carrier("raw of BSD", 12) { ip, _ in ip },
        Carrier("raw of OpenBSD", 14) { ip, _ in ip },
        Carrier("raw IPv4", 228, only: 4) { ip, _ in ip },
        Carrier("raw IPv6", 229, only: 6) { ip, _ in ip },
        Carrier("PPP", 9) { Wire.ppp($1) + $0 },
        Carrier("PPP compressed", 9) { [$1 ? 0x57 : 0x21] + $0 },
        Carrier("PPP framed", 9) { [0xff, 3] + Wire.ppp($1) + $0 },
        Carrier("PPP MPLS", 9) { ip, _ in [0x02, 0x81] + Wire.labels(1) + ip },
        Carrier("PPP HDLC", 50) { [0xff, 3] + Wire.ppp($1) + $0 },
        Carrier("PPP HDLC by Cisco", 50) { [0x0f, 0] + Wire.be16(Wire.type($1)) + $0 },
        Carrier("Cisco HDLC", 104) { [0x8f, 0] + Wire.be16(Wire.type($1)) + $0 },
        Carrier("PPPoE alone", 51) { [0x11, 0, 0, 1, 0, 0] + Wire.ppp($1) + $0 },
        Carrier("PPP of pppd", 166) { [1, 3] + Wire.ppp($1) + $0 },
        Carrier("PPP with direction", 204) { [1, 0xff, 3] + Wire.ppp($1) + $0 },
        Carrier("SLL", 113) { Wire.zeros(14) + Wire.be16(Wire.type($1)) + $0 },
        Carrier("SLL VLAN", 113) { Wire.zeros(14) + [0x81, 0, 0, 1] + Wire.be16(Wire.type($1)) + $0 },
        Carrier("SLL LLC", 113, only: 4) { ip, _ in Wire.zeros(14) + [0, 4, 6, 6, 3] + ip },
        Carrier("SLL2", 276) { Wire.be16(Wire.type($1)) + Wire.zeros(18) + $0 },
        Carrier("NFLOG, little", 239) {
            [$1 ? 10 : 2, 0, 0, 0, 5, 0, 10, 0, 65, 0, 0, 0] + [UInt8(truncatingIfNeeded: $0.count + 4), 0, 9, 0] + $0
        },
        Carrier("NFLOG, big", 239) {
            [$1 ? 10 : 2, 0, 0, 0, 0, 8, 0, 1, 0, 0, 0, 0] + Wire.be16($0.count + 4) + [0, 9] + $0
        },
        Carrier("PKTAP", 258) {
            [108, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0] + Wire.zeros(96) + Wire.ethernet(Wire.type($1), $0)
        },
    ]

    static let tunnels: [Carrier] = [
        .inV4("IP in IPv4", 4, only: 4) { ip, _ in ip },
        .inV4("IPv6 in IPv4", 41, only: 6) { ip, _ in ip },
        Carrier("IP in IPv6", 229) { Wire.v6($1 ? 41 : 4, $0) },
        Carrier("Ethernet in IPv6", 229) { Wire.v6(143, Wire.ethernet(Wire.type($1), $0)) },
        .inV4("EtherIP", 97) { [0x30, 0] + Wire.ethernet(Wire.type($1), $0) },
        .inV4("MPLS in IP", 137) { ip, _ in Wire.labels(1) + ip },
        .inV4("GRE", 47) { [0, 0] + Wire.be16(Wire.type($1)) + $0 },
        .inV4("GRE with all fields", 47) { [0xb0, 0] + Wire.be16(Wire.type($1)) + Wire.zeros(12) + $0 },
        .inV4("GRE Ethernet", 47) { [0x20, 0, 0x65, 0x58, 0, 0, 0, 1] + Wire.ethernet(Wire.type($1), $0) },
        .inV4("GRE MPLS", 47) { ip, _ in [0, 0, 0x88, 0x47] + Wire.labels(2) + ip },
        .inV4("ERSPAN I", 47) { [0, 0, 0x88, 0xbe] + Wire.ethernet(Wire.type($1), $0) },
        .inV4("ERSPAN II", 47) { [0x10, 0, 0x88, 0xbe] + Wire.zeros(12) + Wire.ethernet(Wire.type($1), $0) },
        .inV4("ERSPAN III", 47) { [0x10, 0, 0x22, 0xeb] + Wire.zeros(16) + Wire.ethernet(Wire.type($1), $0) },
        .inV4("ERSPAN III, long", 47) {
            [0x10, 0, 0x22, 0xeb] + Wire.zeros(15) + [1] + Wire.zeros(8) + Wire.ethernet(Wire.type($1), $0)
        },
        .inV4("VXLAN", 17) { Wire.udp(4789, [8, 0, 0, 0, 0, 0, 1, 0] + Wire.ethernet(Wire.type($1), $0)) },
        .inV4("VXLAN at 8472", 17) { Wire.udp(8472, [8, 0, 0, 0, 0, 0, 1, 0] + Wire.ethernet(Wire.type($1), $0)) },
        .inV4("VXLAN with group", 17) {
            Wire.udp(4789, [0x88, 0, 0, 9, 0, 0, 1, 0] + Wire.ethernet(Wire.type($1), $0))
        },
        .inV4("GENEVE", 17) { Wire.udp(6081, [0, 0, 0x65, 0x58, 0, 0, 1, 0] + Wire.ethernet(Wire.type($1), $0)) },
        .inV4("GENEVE with options", 17) {
            Wire.udp(6081, [2, 0x40] + Wire.be16(Wire.type($1)) + [0, 0, 1, 0] + Wire.zeros(8) + $0)
        },
        .inV4("GTP-U", 17) { ip, _ in Wire.udp(2152, [0x30, 0xff] + Wire.be16(ip.count) + [0, 0, 0, 1] + ip) },
        .inV4("GTP-U with extensions", 17) { ip, _ in
            Wire.udp(
                2152,
                [0x36, 0xff] + Wire.be16(ip.count + 16) + [0, 0, 0, 1, 0, 1, 0, 0x85] + [1, 0, 9, 0xc0] + [
                    2, 1, 2, 3, 4, 5, 6, 0,
                ]
                    + ip)
        },
        .inV4("MPLS in UDP", 17) { ip, _ in Wire.udp(6635, Wire.labels(1) + ip) },
        .inV4("Teredo", 17, only: 6) { ip, _ in Wire.udp(3544, ip) },
        .inV4("Teredo with authentication and origin", 17, only: 6) { ip, _ in
            Wire.udp(3544, [0, 1, 0, 0] + Wire.zeros(9) + Wire.zeros(8) + ip)
        },
        Carrier("VXLAN in IPv6 in VLAN") {
            Wire.ethernet(
                0x8100,
                [0, 1, 0x86, 0xdd]
                    + Wire.v6(17, Wire.udp(4789, [8, 0, 0, 0, 0, 0, 1, 0] + Wire.ethernet(Wire.type($1), $0))))
        },
    ]
}
