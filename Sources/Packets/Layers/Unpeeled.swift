/// Why no TCP segment came out of a packet.
package enum Unpeeled: Sendable, Hashable {
    /// Whether something was missed.
    package enum Verdict: Sendable, Hashable {
        /// Understood, and it holds no TCP.
        case notTCP
        /// Not understood or broken: it may have held TCP.
        case notUnderstood
    }

    /// A header that the capture cut short.
    package enum Header: String, Sendable, Hashable, CaseIterable {
        case ethernet = "Ethernet"
        case vlanTag = "VLAN tag"
        case llc = "LLC"
        case loopback = "loopback"
        case linuxCooked = "Linux cooked capture"
        case nflog = "NFLOG"
        case pktap = "PKTAP"
        case ppp = "PPP"
        case pppoe = "PPPoE"
        case mpls = "MPLS"
        case internet = "IP"
        case ipv4 = "IPv4"
        case ipv6 = "IPv6"
        case ipv6Extension = "IPv6 extension"
        case authentication = "AH"
        case etherIP = "EtherIP"
        case gre = "GRE"
        case erspan = "ERSPAN"
    }

    /// What is wrong with a packet.
    package enum Fault: String, Sendable, Hashable, CaseIterable {
        case tooManyVLANTags = "too many VLAN tags"
        case tooManyLabels = "too many MPLS labels"
        case tooManyTunnels = "too many tunnels inside each other"
        case tooManyExtensions = "too many IPv6 extension headers"
        case ipv4HeaderLength = "impossible IPv4 header length"
        case ipv4TotalLength = "impossible IPv4 total length"
        case ipVersion = "unexpected IP version"
        case nflogAttribute = "impossible NFLOG attribute length"
        case pktapHeader = "impossible PKTAP header length"
        case pppoeHeader = "unexpected PPPoE version or code"
        case fragmentTooLong = "IP fragment beyond 65,535 bytes"
        case fragmentLength = "IP fragment of impossible length"
        case fragmentContradiction = "IP fragment that contradicts an earlier one"
        case tooManyHoles = "IP fragments with too many holes between them"
        case datagramIncomplete = "IP fragments of which the others were not seen"
    }

    /// A link type, by its LINKTYPE_ number, that is not read.
    case linkType(UInt32)
    /// An address family of a loopback or NFLOG header that is not IP.
    case addressFamily(UInt32)
    /// An EtherType that is not IP.
    case etherType(UInt16)
    /// An 802.3 frame, by its destination service access point.
    case llc(UInt8)
    /// An 802.3 frame with an organization's own protocols, by the organization's number.
    case snap(UInt32)
    /// A PPP protocol that is not IP.
    case pppProtocol(UInt16)
    /// An IP protocol that is neither TCP nor a known tunnel.
    case ipProtocol(UInt8)
    /// A GRE version other than 0; version 1 is PPTP.
    case greVersion(UInt8)
    /// GRE with source routes (RFC 1701), which RFC 2784 took away.
    case greRouting
    /// MPLS around neither IP nor a recognisable Ethernet frame.
    case mplsPayload
    /// GTP-U around something else than IP.
    case gtpPayload
    /// A header that was not captured whole.
    case cutShort(Header)
    /// A packet that breaks a law of its protocol, or a limit.
    case malformed(Fault)
    /// Kinds that came after the tally was full.
    case others(Verdict)

    /// Whether something was missed.
    package var verdict: Verdict {
        switch self {
        case .linkType, .greVersion, .greRouting, .mplsPayload, .gtpPayload, .cutShort, .malformed,
            .addressFamily:
            .notUnderstood
        case .etherType(let number): ProtocolName.etherTypes[number]?.verdict ?? .notUnderstood
        case .llc(let point): ProtocolName.accessPoints[point]?.verdict ?? .notUnderstood
        case .snap(let organization): ProtocolName.organizations[organization]?.verdict ?? .notUnderstood
        case .pppProtocol(0x8000...): .notTCP
        case .pppProtocol(let number): ProtocolName.pppProtocols[number]?.verdict ?? .notUnderstood
        case .ipProtocol(let number): ProtocolName.ipProtocols[number]?.verdict ?? .notUnderstood
        case .others(let verdict): verdict
        }
    }
}

extension Unpeeled: CustomStringConvertible {
    /// A name for people, such as "UDP", "EtherType 0x88cc (LLDP)" or "IPv4 header cut short".
    package var description: String {
        switch self {
        case .linkType(let number):
            Self.named("link type \(number)", ProtocolName.linkTypes[number] ?? Self.userName(number))
        case .addressFamily(let number): "address family \(number)"
        case .etherType(0x0806): "ARP"
        case .etherType(let number):
            Self.named("EtherType \(Self.hex(number))", ProtocolName.etherTypes[number]?.name)
        case .llc(let point): Self.named("LLC \(Self.hex(point))", ProtocolName.accessPoints[point]?.name)
        case .snap(let number):
            Self.named("SNAP organization \(Self.hex(number))", ProtocolName.organizations[number]?.name)
        case .pppProtocol(let number):
            Self.named("PPP protocol \(Self.hex(number))", ProtocolName.pppProtocols[number]?.name)
        case .ipProtocol(let number): Self.ipName(number)
        case .greVersion(1): "GRE version 1 (PPTP)"
        case .greVersion(let number): "GRE version \(number)"
        case .greRouting: "GRE with source routes"
        case .mplsPayload: "MPLS around an unknown payload"
        case .gtpPayload: "GTP-U around an unknown payload"
        case .cutShort(let header): "\(header.rawValue) header cut short"
        case .malformed(let fault): fault.rawValue
        case .others(.notTCP): "other protocols"
        case .others(.notUnderstood): "other unknown protocols"
        }
    }

    private static func named(_ number: String, _ name: String?) -> String {
        name.map { "\(number) (\($0))" } ?? number
    }

    private static func ipName(_ number: UInt8) -> String {
        let name = ProtocolName.ipProtocols[number]?.name
        return switch number {
        case 1, 2, 17, 58, 132: name ?? "IP protocol \(number)"
        default: named("IP protocol \(number)", name)
        }
    }

    /// LINKTYPE_USER0 to LINKTYPE_USER15.
    private static func userName(_ number: UInt32) -> String? {
        (147...162).contains(number) ? "USER\(number - 147)" : nil
    }

    private static func hex(_ number: some FixedWidthInteger) -> String {
        let text = String(number, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, min(6, number.bitWidth / 4) - text.count)) + text
    }
}
