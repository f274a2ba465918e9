/// Reads PPP (RFC 1661) with or without HDLC-like framing, PPPoE (RFC 2516) and Cisco's HDLC.
enum PPPLayer {
    /// The protocol number, after `ff 03` or not; a first byte that is odd is the whole number, compressed.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        if cursor.has(2), cursor.bigEndian16(at: 0) == 0xff03 {
            cursor.skip(2)
        }
        guard cursor.has(1) else { return .unpeeled(.cutShort(.ppp)) }
        var number = UInt16(cursor.byte(at: 0))
        if number & 1 == 0 {
            guard cursor.has(2) else { return .unpeeled(.cutShort(.ppp)) }
            number = cursor.bigEndian16(at: 0)
            cursor.skip(1)
        }
        cursor.skip(1)
        switch number {
        case 0x0021: return .ipv4
        case 0x0057: return .ipv6
        case 0x0281, 0x0283: return .mpls
        default: return .unpeeled(.pppProtocol(number))
        }
    }

    /// A PPPoE session packet: version and type 1, code 0, session, length. The length is left aside: IP has its own.
    static func readPPPoE(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(6) else { return .unpeeled(.cutShort(.pppoe)) }
        guard cursor.bigEndian16(at: 0) == 0x1100 else { return .unpeeled(.malformed(.pppoeHeader)) }
        cursor.skip(6)
        return .ppp
    }

    /// LINKTYPE_PPP_HDLC: PPP, or Cisco's HDLC where the first byte is its unicast or multicast address.
    static func readSerial(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(2) else { return .unpeeled(.cutShort(.ppp)) }
        let framing = cursor.bigEndian16(at: 0)
        return framing == 0x0f00 || framing == 0x8f00 ? readCiscoHDLC(&cursor) : .ppp
    }

    /// Address, control, EtherType.
    static func readCiscoHDLC(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(4) else { return .unpeeled(.cutShort(.ppp)) }
        let type = cursor.bigEndian16(at: 2)
        cursor.skip(4)
        guard type > 1500 else { return .unpeeled(.etherType(type)) }
        return EthernetLayer.payload(&cursor, type: type)
    }
}
