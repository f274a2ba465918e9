import CPcap
package import Packets

/// A link-layer header type as libpcap numbers it on this system (DLT_). A few numbers differ from those of the
/// LINKTYPE_ registry, which savefiles use.
struct DataLink: Sendable, Hashable {
    /// libpcap's number.
    let rawValue: Int32

    /// DLT_ATM_RFC1483, DLT_RAW, DLT_SLIP_BSDOS, DLT_PPP_BSDOS and DLT_ATM_CLIP, and what the registry calls them.
    private static let differing: [(dataLink: Int32, linkType: UInt32)] = [
        (11, 100), (12, 101), (15, 102), (16, 103), (19, 106),
    ]

    /// A type by libpcap's number.
    init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// A type by the registry's number.
    init(_ linkType: LinkType) {
        let other = Self.differing.first { $0.linkType == linkType.rawValue }?.dataLink
        rawValue = other ?? Int32(truncatingIfNeeded: linkType.rawValue)
    }

    /// The type in the registry.
    var linkType: LinkType {
        let other = Self.differing.first { $0.dataLink == rawValue }?.linkType
        return LinkType(rawValue: other ?? UInt32(bitPattern: rawValue))
    }
}

extension LinkType {
    /// What libpcap calls the type, such as `Ethernet`, or its number.
    package var title: String {
        guard let text = unsafe pcap_datalink_val_to_description(DataLink(self).rawValue) else {
            return "link type \(rawValue)"
        }
        return unsafe String(cString: text)
    }
}
