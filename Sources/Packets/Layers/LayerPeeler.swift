package import ByteStreams

/// Finds the TCP segment inside a captured packet, through link layers, tags, labels, IP and tunnels. It keeps the IP
/// fragments that wait for others, and counts what held no segment.
package struct LayerPeeler {
    /// How far it goes and how much it remembers.
    package struct Limits: Sendable, Hashable {
        /// Packets inside packets.
        package var tunnels = 8
        /// Bytes of all incomplete IP datagrams together. One that is forgotten to stay below is counted.
        package var fragmentBytes = 4 << 20
        /// Incomplete IP datagrams.
        package var fragmentedDatagrams = 1024
        /// Separate runs of bytes in an incomplete IP datagram; with more it is forgotten.
        package var fragmentRuns = 128
        /// Nanoseconds of packet time that a fragment waits for the others.
        package var fragmentPatience: Int64 = 30_000_000_000
        /// Kinds that the tally tells apart.
        package var tallyKinds = 256

        /// The usual limits.
        package init() {}
    }

    private let limits: Limits
    private var joiner: FragmentJoiner
    private var tally: LayerTally

    /// A peeler that has seen nothing.
    package init(limits: Limits = Limits()) {
        self.limits = limits
        tally = LayerTally(kindLimit: limits.tallyKinds)
        joiner = FragmentJoiner(limits: limits)
    }

    /// What gave no segment so far, by packets. Fragments that still wait are among it.
    package var tallies: LayerTally {
        var all = tally
        let incomplete = joiner.incompleteFragments
        if incomplete > 0 { all.add(.malformed(.datagramIncomplete), incomplete) }
        return all
    }

    /// Calls `segment` at most once: with the sender, the receiver, the captured bytes from the TCP header on (fewer
    /// than a header where the capture or the sender cut it), and how many further bytes of the segment were on the wire
    /// and not captured.
    package mutating func peel(
        _ bytes: RawSpan, of packet: CapturedPacket, segment: (IPAddress, IPAddress, RawSpan, Int) -> Void
    ) {
        if packet.linkType.rawValue == 1, Self.peelPlain(bytes, segment) { return }
        var cursor = LayerCursor(bytes, wireCount: packet.originalLength, tunnelsLeft: limits.tunnels)
        let first = LinkLayer.read(&cursor, linkType: packet.linkType.rawValue)
        walk(&cursor, first, at: packet.time, segment)
    }

    /// Ethernet, IPv4 without options, and TCP in one piece, which nearly all packets are: `walk` gives the same and
    /// takes three times as long. Whether it was such a packet.
    private static func peelPlain(
        _ bytes: RawSpan, _ segment: (IPAddress, IPAddress, RawSpan, Int) -> Void
    ) -> Bool {
        guard bytes.byteCount >= 34, bytes.bigEndian32(at: 12) & 0xffff_ff00 == 0x0800_4500,
            bytes.bigEndian16(at: 20) & 0x3fff == 0, bytes.byte(at: 23) == 6
        else { return false }
        let totalLength = Int(bytes.bigEndian16(at: 16))
        guard totalLength >= 20 else { return false }
        let end = min(bytes.byteCount, 14 &+ totalLength)
        segment(
            IPAddress(v4: bytes.bigEndian32(at: 26)), IPAddress(v4: bytes.bigEndian32(at: 30)),
            bytes.extracting(34..<end), 14 &+ totalLength &- end)
        return true
    }

    private mutating func walk(
        _ cursor: inout LayerCursor, _ first: Layer, at time: Timestamp,
        _ segment: (IPAddress, IPAddress, RawSpan, Int) -> Void
    ) {
        var layer = first
        while true {
            switch layer {
            case .ethernet: layer = EthernetLayer.read(&cursor)
            case .ipv4: layer = IPv4Layer.read(&cursor)
            case .ipv6: layer = IPv6Layer.read(&cursor)
            case .internet: layer = IPv4Layer.readByVersion(&cursor)
            case .transport(let number): layer = TransportLayer.read(&cursor, number: number)
            case .vlanTag: layer = EthernetLayer.readTag(&cursor)
            case .llc: layer = EthernetLayer.readLLC(&cursor)
            case .ppp: layer = PPPLayer.read(&cursor)
            case .pppoe: layer = PPPLayer.readPPPoE(&cursor)
            case .mpls: layer = MPLSLayer.read(&cursor)
            case .tcp:
                return segment(cursor.source, cursor.destination, cursor.remaining, cursor.wireCount &- cursor.count)
            case .fragment(let fragment): return join(&cursor, fragment, at: time, segment)
            case .unpeeled(let reason): return tally.add(reason)
            }
        }
    }

    private mutating func join(
        _ cursor: inout LayerCursor, _ fragment: IPFragment, at time: Timestamp,
        _ segment: (IPAddress, IPAddress, RawSpan, Int) -> Void
    ) {
        let isV6 = cursor.source.isV6
        guard isV6 || TransportLayer.mayHoldTCP(fragment.transport) else {
            return tally.add(.ipProtocol(fragment.transport))
        }
        let outcome = joiner.add(
            fragment, from: cursor.source, to: cursor.destination, at: time, cursor.remaining,
            wireCount: cursor.wireCount)
        switch outcome {
        case .waiting: return
        case .refused(let fault): return tally.add(.malformed(fault))
        case .joined(let datagram):
            var inner = LayerCursor(
                unsafe datagram.bytes.span.bytes, wireCount: datagram.bytes.count &+ datagram.cut,
                tunnelsLeft: cursor.tunnelsLeft)
            inner.source = cursor.source
            inner.destination = cursor.destination
            walk(&inner, inner.enter(.transport(datagram.transport)), at: time, segment)
        }
    }
}
