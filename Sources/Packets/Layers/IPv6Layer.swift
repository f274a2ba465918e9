import ByteStreams

/// Reads IPv6 headers and extension headers (RFC 8200).
enum IPv6Layer {
    /// How many extension headers may stand in a row.
    static let extensionLimit = 16

    /// Passes over the fixed header. A payload length of 0 means a jumbo payload (RFC 2675), or, from senders that let
    /// their network card divide the segment, that the packet is as long as it is.
    static func read(_ cursor: inout LayerCursor) -> Layer {
        guard cursor.has(40) else { return .unpeeled(.cutShort(.ipv6)) }
        guard cursor.byte(at: 0) >> 4 == 6 else { return .unpeeled(.malformed(.ipVersion)) }
        let payloadLength = Int(cursor.bigEndian16(at: 4))
        let next = cursor.byte(at: 6)
        cursor.source = cursor.addressV6(at: 8)
        cursor.destination = cursor.addressV6(at: 24)
        cursor.skip(40)
        if payloadLength != 0 {
            cursor.limit(toWire: payloadLength)
        } else if next == 0, let jumbo = jumboLength(cursor) {
            cursor.limit(toAtMost: jumbo)
        }
        return .transport(next)
    }

    /// Whether `number` announces an extension header that `readExtension` knows.
    static func isExtension(_ number: UInt8) -> Bool {
        switch number {
        case 0, 43, 44, 60, 135, 139, 140: true
        default: false
        }
    }

    /// Passes over the extension headers from `number` on: hop-by-hop (0), routing (43), fragment (44), destination
    /// options (60), mobility (135), HIP (139), shim6 (140).
    static func readExtensions(_ cursor: inout LayerCursor, from number: UInt8) -> Layer {
        var number = number
        for _ in 0..<extensionLimit {
            guard isExtension(number) else { return .transport(number) }
            guard cursor.has(8) else { return .unpeeled(.cutShort(.ipv6Extension)) }
            let next = cursor.byte(at: 0)
            if number == 44 {
                if let fragment = readFragment(&cursor, next: next) { return .fragment(fragment) }
            } else {
                let length = (Int(cursor.byte(at: 1)) &+ 1) &* 8
                guard cursor.has(length) else { return .unpeeled(.cutShort(.ipv6Extension)) }
                if number == 43 { follow(&cursor, length: length) }
                cursor.skip(length)
            }
            number = next
        }
        return .unpeeled(.malformed(.tooManyExtensions))
    }

    /// Passes over a fragment header; nil for a datagram in one piece (RFC 6946).
    private static func readFragment(_ cursor: inout LayerCursor, next: UInt8) -> IPFragment? {
        let place = cursor.bigEndian16(at: 2)
        let identification = cursor.bigEndian32(at: 4)
        cursor.skip(8)
        guard place & 0xfff9 != 0 else { return nil }
        return IPFragment(
            identification: identification, transport: next, offset: Int(place & 0xfff8), isLast: place & 1 == 0)
    }

    /// Under a routing header with stops left, the receiver is its last stop: the last address of types 0 and 2, the
    /// first in the reversed list of type 4 (RFC 8754).
    private static func follow(_ cursor: inout LayerCursor, length: Int) {
        guard cursor.byte(at: 3) != 0, length >= 24 else { return }
        switch cursor.byte(at: 2) {
        case 0, 2: cursor.destination = cursor.addressV6(at: length &- 16)
        case 4: cursor.destination = cursor.addressV6(at: 8)
        default: break
        }
    }

    /// The length in the jumbo payload option of the hop-by-hop header under the cursor.
    private static func jumboLength(_ cursor: borrowing LayerCursor) -> Int? {
        guard cursor.has(8) else { return nil }
        let length = min((Int(cursor.byte(at: 1)) &+ 1) &* 8, cursor.count)
        var offset = 2
        while offset &+ 1 < length {
            let type = cursor.byte(at: offset)
            if type == 0 {
                offset &+= 1
                continue
            }
            let size = Int(cursor.byte(at: offset &+ 1))
            if type == 0xc2, size == 4, offset &+ 6 <= length {
                return Int(cursor.bigEndian32(at: offset &+ 2))
            }
            offset &+= 2 &+ size
        }
        return nil
    }
}
