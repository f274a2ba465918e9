/// Reads the first header of a packet, by its link type.
enum LinkLayer {
    /// Passes over the capture's own header and tells what follows.
    static func read(_ cursor: inout LayerCursor, linkType: UInt32) -> Layer {
        switch linkType {
        case 1: .ethernet
        case 0, 108: loopback(&cursor)
        case 12, 14, 101: .internet
        case 228: .ipv4
        case 229: .ipv6
        case 9: .ppp
        case 50: PPPLayer.readSerial(&cursor)
        case 51: .pppoe
        case 104: PPPLayer.readCiscoHDLC(&cursor)
        case 113: linuxCooked(&cursor, typeOffset: 14, length: 16)
        case 276: linuxCooked(&cursor, typeOffset: 0, length: 20)
        case 166: pppAfterDirection(&cursor, length: 2)
        case 204: pppAfterDirection(&cursor, length: 1)
        case 239: nflog(&cursor)
        case 258: pktap(&cursor)
        default: .unpeeled(.linkType(linkType))
        }
    }

    /// LINKTYPE_NULL has the family in the byte order of the capturing machine, LINKTYPE_LOOP in network order. IPv6 is
    /// 24, 28 or 30, depending on the BSD. Some write an EtherType in the last two bytes.
    private static func loopback(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(4) else { return .unpeeled(.cutShort(.loopback)) }
        let family = min(cursor.bigEndian32(at: 0), cursor.littleEndian32(at: 0))
        let type = cursor.bigEndian16(at: 2)
        cursor.skip(4)
        switch (family, type) {
        case (2, _), (_, 0x0800): return .ipv4
        case (24, _), (28, _), (30, _), (_, 0x86dd): return .ipv6
        default: return .unpeeled(.addressFamily(family))
        }
    }

    /// LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2, which hold an EtherType; below 0x0600 it is one of Linux's own
    /// numbers, of which 4 is an 802.2 frame.
    private static func linuxCooked(_ cursor: inout LayerCursor, typeOffset: Int, length: Int) -> Layer {
        guard cursor.has(length) else { return .unpeeled(.cutShort(.linuxCooked)) }
        let type = cursor.bigEndian16(at: typeOffset)
        cursor.skip(length)
        switch type {
        case 4: return .llc
        case ..<0x0600: return .unpeeled(.etherType(type))
        default: return EthernetLayer.payload(&cursor, type: type)
        }
    }

    private static func pppAfterDirection(_ cursor: inout LayerCursor, length: Int) -> Layer {
        guard cursor.has(length) else { return .unpeeled(.cutShort(.ppp)) }
        cursor.skip(length)
        return .ppp
    }

    /// LINKTYPE_NFLOG: the family as Linux numbers it, a version, a number in network order; then attributes of length
    /// and type, below 256, in the byte order of the capturing machine, of which type 9 is the packet.
    private static func nflog(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(4) else { return .unpeeled(.cutShort(.nflog)) }
        let family = cursor.byte(at: 0)
        guard family == 2 || family == 10 else { return .unpeeled(.addressFamily(UInt32(family))) }
        cursor.skip(4)
        while cursor.has(4) {
            let isLittle = cursor.byte(at: 3) & 0x7f == 0
            let length = Int(isLittle ? cursor.littleEndian16(at: 0) : cursor.bigEndian16(at: 0))
            let type = isLittle ? cursor.littleEndian16(at: 2) : cursor.bigEndian16(at: 2)
            guard length >= 4 else { return .unpeeled(.malformed(.nflogAttribute)) }
            if type & 0x7fff == 9 {
                cursor.skip(4)
                cursor.limit(toAtMost: length - 4)
                return family == 2 ? .ipv4 : .ipv6
            }
            cursor.skip((length + 3) & ~3)
        }
        return .unpeeled(.cutShort(.nflog))
    }

    /// LINKTYPE_PKTAP: the header's length at 0 and the packet's own link type at 8, least significant byte first.
    private static func pktap(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(12) else { return .unpeeled(.cutShort(.pktap)) }
        let length = Int(cursor.littleEndian32(at: 0))
        let linkType = cursor.littleEndian32(at: 8)
        guard length >= 12, linkType != 258 else { return .unpeeled(.malformed(.pktapHeader)) }
        guard cursor.has(length) else { return .unpeeled(.cutShort(.pktap)) }
        cursor.skip(length)
        return read(&cursor, linkType: linkType)
    }
}
