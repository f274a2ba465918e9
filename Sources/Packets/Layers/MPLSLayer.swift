/// Reads a stack of MPLS labels (RFC 3032) and guesses what is below it, for the labels do not tell.
enum MPLSLayer {
    /// How many labels may stand in a row.
    static let labelLimit = 32

    /// Labels up to the one marked as the bottom.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        for _ in 0..<labelLimit {
            guard cursor.has(4) else { return .unpeeled(.cutShort(.mpls)) }
            let isBottom = cursor.byte(at: 2) & 1 != 0
            cursor.skip(4)
            if isBottom { return payload(&cursor) }
        }
        return .unpeeled(.malformed(.tooManyLabels))
    }

    /// IP, or the Ethernet frame of a pseudowire (RFC 4448) with or without its control word. An address may begin with
    /// 4 or 6 as IP does; but the first byte of nearly all IPv4, 0x45, would be a group address and is IPv4.
    private static func payload(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(1) else { return .unpeeled(.cutShort(.mpls)) }
        let first = cursor.byte(at: 0)
        if first == 0x45 { return .ipv4 }
        if first >> 4 == 0, EthernetLayer.seemsToBegin(at: 4, of: cursor) {
            cursor.skip(4)
            return cursor.enter(.ethernet)
        }
        if EthernetLayer.seemsToBegin(at: 0, of: cursor) { return cursor.enter(.ethernet) }
        switch first >> 4 {
        case 4: return .ipv4
        case 6: return .ipv6
        default: return .unpeeled(cursor.has(19) ? .mplsPayload : .cutShort(.mpls))
        }
    }
}
