import ByteStreams

/// A piece of an IP payload, beside its bytes.
struct IPFragment: Sendable, Hashable {
    /// What the fragments of one datagram share; of 16 bits in IPv4, 32 in IPv6.
    let identification: UInt32
    /// The number of the protocol of the payload: true of every fragment in IPv4, of the first in IPv6.
    let transport: UInt8
    /// Bytes of the payload before this piece.
    let offset: Int
    /// Whether the payload ends with this piece.
    let isLast: Bool
}

/// Reads IPv4 headers (RFC 791).
enum IPv4Layer {
    /// Passes over the header and its options, and cuts padding off. A total length of 0 is left by senders that let
    /// their network card divide the segment: then the packet is as long as it is.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(20) else { return .unpeeled(.cutShort(.ipv4)) }
        let first = cursor.byte(at: 0)
        guard first >> 4 == 4 else { return .unpeeled(.malformed(.ipVersion)) }
        let headerLength = Int(first & 0x0f) &* 4
        guard headerLength >= 20 else { return .unpeeled(.malformed(.ipv4HeaderLength)) }
        let totalLength = Int(cursor.bigEndian16(at: 2))
        guard totalLength == 0 || totalLength >= headerLength else {
            return .unpeeled(.malformed(.ipv4TotalLength))
        }
        guard cursor.has(headerLength) else { return .unpeeled(.cutShort(.ipv4)) }
        let fragmentation = cursor.bigEndian16(at: 6)
        let transport = cursor.byte(at: 9)
        cursor.source = IPAddress(v4: cursor.bigEndian32(at: 12))
        cursor.destination = IPAddress(v4: cursor.bigEndian32(at: 16))
        if totalLength != 0 { cursor.limit(toWire: totalLength) }
        guard fragmentation & 0x3fff == 0 else {
            let identification = cursor.bigEndian16(at: 4)
            cursor.skip(headerLength)
            return .fragment(
                IPFragment(
                    identification: UInt32(identification), transport: transport,
                    offset: Int(fragmentation & 0x1fff) &* 8, isLast: fragmentation & 0x2000 == 0))
        }
        cursor.skip(headerLength)
        return .transport(transport)
    }

    /// IPv4 or IPv6, as the first four bits say.
    static func readByVersion(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(1) else { return .unpeeled(.cutShort(.internet)) }
        switch cursor.byte(at: 0) >> 4 {
        case 4: return .ipv4
        case 6: return .ipv6
        default: return .unpeeled(.malformed(.ipVersion))
        }
    }
}
