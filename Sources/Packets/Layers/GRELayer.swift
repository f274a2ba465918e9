/// Reads GRE (RFC 2784, RFC 2890) and the ERSPAN headers in it.
enum GRELayer {
    /// Passes over the header with its checksum, key and sequence number.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(4) else { return .unpeeled(.cutShort(.gre)) }
        let flags = cursor.bigEndian16(at: 0)
        let type = cursor.bigEndian16(at: 2)
        guard flags & 7 == 0 else { return .unpeeled(.greVersion(UInt8(flags & 7))) }
        guard flags & 0x4000 == 0 else { return .unpeeled(.greRouting) }
        let length = 4 + (flags & 0x8000 != 0 ? 4 : 0) + (flags & 0x2000 != 0 ? 4 : 0) + (flags & 0x1000 != 0 ? 4 : 0)
        guard cursor.has(length) else { return .unpeeled(.cutShort(.gre)) }
        cursor.skip(length)
        switch type {
        case 0x88be: return erspan(&cursor, length: flags & 0x1000 != 0 ? 8 : 0)
        case 0x22eb: return erspan(&cursor, length: 12)
        case 0x6558: return cursor.enter(.ethernet)
        case ...1500: return .unpeeled(.etherType(type))
        default: return enclosed(&cursor, type: type)
        }
    }

    /// What an EtherType announces inside a tunnel.
    static func enclosed(_ cursor: inout LayerCursor, type: UInt16) -> Layer {
        let inside = cursor.enter(.ethernet)
        guard case .ethernet = inside else { return inside }
        return EthernetLayer.payload(&cursor, type: type)
    }

    /// A mirrored Ethernet frame: type I has no header of its own, type II 8 bytes, type III 12, and 8 more when its
    /// last bit says so.
    private static func erspan(_ cursor: inout LayerCursor, length: Int) -> Layer {
        guard cursor.has(length) else { return .unpeeled(.cutShort(.erspan)) }
        let total = length == 12 && cursor.byte(at: 11) & 1 != 0 ? 20 : length
        guard cursor.has(total) else { return .unpeeled(.cutShort(.erspan)) }
        cursor.skip(total)
        return cursor.enter(.ethernet)
    }
}
