/// Reads UDP, for the packets that some programs put inside. A payload on a tunnel's port that does not look like the
/// tunnel is plain UDP.
enum UDPLayer {
    private static let plain = Layer.unpeeled(.ipProtocol(17))

    /// Passes over the header and decides by port.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(8) else { return plain }
        let source = cursor.bigEndian16(at: 0)
        let destination = cursor.bigEndian16(at: 2)
        let length = Int(cursor.bigEndian16(at: 4))
        cursor.skip(8)
        if length >= 8 { cursor.limit(toAtMost: length &- 8) }
        switch (source, destination) {
        case (_, 4789), (_, 8472): return vxlan(&cursor)
        case (_, 6081): return geneve(&cursor)
        case (2152, _), (_, 2152): return gtp(&cursor)
        case (_, 6635): return mpls(&cursor)
        case (3544, _), (_, 3544): return teredo(&cursor)
        default: return plain
        }
    }

    /// VXLAN (RFC 7348): the flag that says "this is a network's number", perhaps the one of group policies, no other.
    private static func vxlan(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(8), cursor.byte(at: 0) & 0x7f == 0x08, cursor.byte(at: 7) == 0 else { return plain }
        cursor.skip(8)
        return cursor.enter(.ethernet)
    }

    /// GENEVE (RFC 8926): version 0, reserved bits 0, options, an EtherType.
    private static func geneve(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(8) else { return plain }
        let length = 8 + Int(cursor.byte(at: 0) & 0x3f) * 4
        let type = cursor.bigEndian16(at: 2)
        guard cursor.byte(at: 0) >> 6 == 0, cursor.byte(at: 1) & 0x3f == 0, cursor.byte(at: 7) == 0, type > 1500,
            cursor.has(length)
        else { return plain }
        cursor.skip(length)
        return type == 0x6558 ? cursor.enter(.ethernet) : GRELayer.enclosed(&cursor, type: type)
    }

    /// GTP-U (3GPP TS 29.281): version 1, message type 255 (a user's packet), optional fields, extension headers.
    private static func gtp(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(8), cursor.byte(at: 0) >> 4 == 3, cursor.byte(at: 1) == 0xff else { return plain }
        let flags = cursor.byte(at: 0) & 7
        guard Int(cursor.bigEndian16(at: 2)) <= cursor.wireCount - 8 else { return plain }
        guard flags != 0 else {
            cursor.skip(8)
            return gtpPayload(&cursor)
        }
        guard cursor.has(12) else { return plain }
        var next = flags & 4 != 0 ? cursor.byte(at: 11) : 0
        cursor.skip(12)
        while next != 0 {
            guard cursor.has(1) else { return plain }
            let length = Int(cursor.byte(at: 0)) * 4
            guard length > 0, cursor.has(length) else { return plain }
            next = cursor.byte(at: length - 1)
            cursor.skip(length)
        }
        return gtpPayload(&cursor)
    }

    private static func gtpPayload(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(1) else { return plain }
        switch cursor.byte(at: 0) >> 4 {
        case 4: return cursor.enter(.ipv4)
        case 6: return cursor.enter(.ipv6)
        case _ where EthernetLayer.seemsToBegin(at: 0, of: cursor): return cursor.enter(.ethernet)
        default: return .unpeeled(.gtpPayload)
        }
    }

    /// MPLS in UDP (RFC 7510), if there are labels around something known.
    private static func mpls(_ cursor: inout LayerCursor) -> Layer {
        var trial = cursor
        guard case .mpls = trial.enter(.mpls) else { return .unpeeled(.malformed(.tooManyTunnels)) }
        let layer = MPLSLayer.read(&trial)
        if case .unpeeled = layer { return plain }
        cursor = trial
        return layer
    }

    /// Teredo (RFC 4380): IPv6 after an authentication header and an origin, each optional.
    private static func teredo(_ cursor: inout LayerCursor) -> Layer {
        var offset = 0
        if cursor.has(4), cursor.bigEndian16(at: 0) == 1 {
            offset = 13 + Int(cursor.byte(at: 2)) + Int(cursor.byte(at: 3))
        }
        if cursor.has(offset + 2), cursor.bigEndian16(at: offset) == 0 { offset += 8 }
        guard cursor.has(offset + 40), cursor.byte(at: offset) >> 4 == 6,
            Int(cursor.bigEndian16(at: offset + 4)) <= cursor.wireCount - offset - 40
        else { return plain }
        cursor.skip(offset)
        return cursor.enter(.ipv6)
    }
}
