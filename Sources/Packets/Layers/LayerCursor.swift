import ByteStreams

/// What the next bytes of a packet are, or why there is no further step.
enum Layer {
    case ethernet
    case vlanTag
    case llc
    case ppp
    case pppoe
    case mpls
    /// IPv4 or IPv6, as the first four bits say.
    case internet
    case ipv4
    case ipv6
    /// What an IP header announces, by its number in the protocol registry.
    case transport(UInt8)
    /// The cursor stands on a TCP header.
    case tcp
    /// The cursor stands on a piece of an IP payload.
    case fragment(IPFragment)
    case unpeeled(Unpeeled)
}

/// Where in a packet the peeling stands: `start` ≤ `end` ≤ `wireEnd` at all times. Offsets given to its readers count from
/// `start`; `has` tells beforehand whether they are there.
struct LayerCursor: ~Escapable {
    private let bytes: RawSpan
    /// Offset of the first byte not yet peeled.
    private(set) var start: Int
    /// Offset after the last byte that was captured and belongs to the present layer.
    private(set) var end: Int
    /// Offset after the last byte of the present layer on the wire.
    private(set) var wireEnd: Int
    /// The sender in the innermost IP header so far.
    var source = IPAddress(v4: 0)
    /// The receiver in the innermost IP header so far.
    var destination = IPAddress(v4: 0)
    /// VLAN tags since the last Ethernet header.
    var vlanTags = 0
    /// How many more packets inside packets are opened.
    private(set) var tunnelsLeft: Int

    /// Stands before the first byte. `wireCount` is what the bytes were on the wire, when that is more.
    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, wireCount: Int, tunnelsLeft: Int) {
        self.bytes = bytes
        self.tunnelsLeft = tunnelsLeft
        start = 0
        end = bytes.byteCount
        wireEnd = max(bytes.byteCount, min(wireCount, 1 << 32))
    }

    /// Bytes that were captured and are not yet peeled.
    var remaining: RawSpan {
        @_lifetime(copy self)
        get { bytes.extracting(start..<end) }
    }

    /// How many bytes were captured and are not yet peeled.
    var count: Int { end &- start }

    /// How many bytes of the present layer were on the wire and are not yet peeled.
    var wireCount: Int { wireEnd &- start }

    /// Whether `count` more bytes were captured.
    func has(_ count: Int) -> Bool { end &- start >= count }

    func byte(at offset: Int) -> UInt8 { bytes.byte(at: start &+ offset) }
    func bigEndian16(at offset: Int) -> UInt16 { bytes.bigEndian16(at: start &+ offset) }
    func bigEndian32(at offset: Int) -> UInt32 { bytes.bigEndian32(at: start &+ offset) }
    func bigEndian64(at offset: Int) -> UInt64 { bytes.bigEndian64(at: start &+ offset) }
    func littleEndian16(at offset: Int) -> UInt16 { bytes.littleEndian16(at: start &+ offset) }
    func littleEndian32(at offset: Int) -> UInt32 { bytes.littleEndian32(at: start &+ offset) }

    /// The IPv6 address at `offset`.
    func addressV6(at offset: Int) -> IPAddress {
        IPAddress(v6: bigEndian64(at: offset), bigEndian64(at: offset &+ 8))
    }

    /// Passes over `count` bytes, which `has` promised.
    mutating func skip(_ count: Int) {
        start = min(start &+ count, end)
    }

    /// The layer is `count` bytes long from here: what follows is padding, what is missing was not captured.
    mutating func limit(toWire count: Int) {
        wireEnd = start &+ max(0, count)
        end = min(end, wireEnd)
    }

    /// The layer is at most `count` bytes long from here.
    mutating func limit(toAtMost count: Int) {
        limit(toWire: min(count, wireCount))
    }

    /// Opens the packet inside a packet, unless too many were opened already.
    mutating func enter(_ layer: Layer) -> Layer {
        guard tunnelsLeft > 0 else { return .unpeeled(.malformed(.tooManyTunnels)) }
        tunnelsLeft &-= 1
        vlanTags = 0
        return layer
    }
}
