/// Reads Ethernet frames, VLAN tags, and the LLC and SNAP headers of 802.3.
enum EthernetLayer {
    /// How many VLAN tags may stand in a row.
    static let tagLimit = 3

    /// Two addresses and a type.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(14) else { return .unpeeled(.cutShort(.ethernet)) }
        let type = cursor.bigEndian16(at: 12)
        cursor.skip(14)
        return payload(&cursor, type: type)
    }

    /// What an EtherType announces; up to 1500 it is the length of an 802.3 frame.
    static func payload(_ cursor: inout LayerCursor, type: UInt16) -> Layer {
        switch type {
        case 0x0800: .ipv4
        case 0x86dd: .ipv6
        case 0x8100, 0x88a8, 0x9100: .vlanTag
        case 0x8847, 0x8848: .mpls
        case 0x8864: .pppoe
        case 0x6558: cursor.enter(.ethernet)
        case ...1500: .llc
        default: .unpeeled(.etherType(type))
        }
    }

    /// An 802.1Q tag: priority and VLAN, then the type of what follows.
    static func readTag(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.vlanTags < tagLimit else { return .unpeeled(.malformed(.tooManyVLANTags)) }
        guard cursor.has(4) else { return .unpeeled(.cutShort(.vlanTag)) }
        let type = cursor.bigEndian16(at: 2)
        cursor.vlanTags &+= 1
        cursor.skip(4)
        return payload(&cursor, type: type)
    }

    /// An 802.2 header. IP stands behind a SNAP header with an EtherType (RFC 1042), or at service access point 6.
    static func readLLC(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(3) else { return .unpeeled(.cutShort(.llc)) }
        let points = cursor.bigEndian16(at: 0)
        guard cursor.byte(at: 2) == 3, points == 0xaaaa || points == 0x0606 else {
            return .unpeeled(.llc(cursor.byte(at: 0)))
        }
        cursor.skip(3)
        guard points == 0xaaaa else { return .ipv4 }
        guard cursor.has(5) else { return .unpeeled(.cutShort(.llc)) }
        let organization = cursor.bigEndian32(at: 0) >> 8
        let type = cursor.bigEndian16(at: 3)
        guard organization == 0 || organization == 0x0000f8 else { return .unpeeled(.snap(organization)) }
        cursor.skip(5)
        guard type > 1500 else { return .unpeeled(.etherType(type)) }
        return payload(&cursor, type: type)
    }

    /// Whether an Ethernet frame that holds IP, or something that goes along with IP, seems to begin at `offset`.
    static func seemsToBegin(at offset: Int, of cursor: borrowing LayerCursor) -> Bool {
        guard cursor.has(offset + 15) else { return false }
        let type = cursor.bigEndian16(at: offset + 12)
        let first = cursor.byte(at: offset + 14)
        switch type {
        case 0x0800: return first >> 4 == 4
        case 0x86dd: return first >> 4 == 6
        case 0x0806, 0x8100, 0x88a8, 0x9100, 0x8847, 0x8848, 0x8863, 0x8864, 0x88cc: return true
        case 3...1500:
            let isKnown = first == 0x42 || first == 0xaa || first == 0xfe
            return isKnown && Int(type) <= cursor.wireCount - offset - 14
        default: return false
        }
    }
}
