import ByteStreams

/// Decides what to do with the payload of an IP packet.
enum TransportLayer {
    /// TCP, a packet inside the packet, or something that holds no TCP.
    static func read(_ cursor: inout LayerCursor, number: UInt8) -> Layer {
        switch number {
        case 6: return .tcp
        case 17: return UDPLayer.read(&cursor)
        case 4: return cursor.enter(.ipv4)
        case 41: return cursor.enter(.ipv6)
        case 47: return GRELayer.read(&cursor)
        case 51: return authentication(&cursor)
        case 97: return etherIP(&cursor)
        case 137: return cursor.enter(.mpls)
        case 143 where cursor.source.isV6: return cursor.enter(.ethernet)
        case _ where cursor.source.isV6 && IPv6Layer.isExtension(number):
            return IPv6Layer.readExtensions(&cursor, from: number)
        default: return .unpeeled(.ipProtocol(number))
        }
    }

    /// Whether TCP may be inside this payload of IPv4, so that its fragments are worth joining. In IPv6 only the first
    /// fragment tells what is inside.
    static func mayHoldTCP(_ number: UInt8) -> Bool {
        switch number {
        case 4, 6, 17, 41, 47, 51, 97, 137: true
        default: false
        }
    }

    /// An authentication header (RFC 4302), whose length counts words of four bytes less two.
    private static func authentication(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(12) else { return .unpeeled(.cutShort(.authentication)) }
        let next = cursor.byte(at: 0)
        let length = (Int(cursor.byte(at: 1)) &+ 2) &* 4
        guard cursor.has(length) else { return .unpeeled(.cutShort(.authentication)) }
        cursor.skip(length)
        return .transport(next)
    }

    /// Ethernet in IP (RFC 3378): version 3 in two bytes.
    private static func etherIP(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(2) else { return .unpeeled(.cutShort(.etherIP)) }
        guard cursor.byte(at: 0) >> 4 == 3 else { return .unpeeled(.ipProtocol(97)) }
        cursor.skip(2)
        return cursor.enter(.ethernet)
    }
}
