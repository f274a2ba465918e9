import ByteStreams
import Packets
import TestKit
import Testing

struct LayerPeelerTests {
    @Test(arguments: LayeredPacket.all)
    func `the same segment is found in every packet, and with every snap length`(_ packet: LayeredPacket) {
        let addresses = packet.isV6 ? LayeredPacket.v6 : LayeredPacket.v4
        let wrong = (0...packet.bytes.count).filter { snapLength in
            let peeling = Peeling(
                Array(packet.bytes.prefix(snapLength)), linkType: packet.linkType, originalLength: packet.bytes.count)
            guard snapLength >= packet.segmentStart else {
                return !peeling.found.isEmpty || peeling.counted != 1
            }
            let captured = snapLength - packet.segmentStart
            let expected = Peeling.Found(
                source: addresses.source, destination: addresses.destination,
                bytes: Array(LayeredPacket.segment.prefix(captured)), cut: LayeredPacket.segment.count - captured)
            return peeling.found != [expected] || peeling.counted != 0
        }
        #expect(wrong == [], "snap lengths")
    }

    @Test(arguments: LayeredPacket.few)
    func `no mutation of a packet stops the program or is counted twice`(_ packet: LayeredPacket) {
        var random = SeededRandom(seed: UInt64(packet.bytes.count))
        var peeling = Peeling()
        for round in 1...200 {
            var bytes = packet.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = [0, 0xff, 0x45, UInt8.random(in: 0...255, using: &random)][round % 4]
            }
            if round % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            let length = [bytes.count, 0, -1, .max, .min][round % 5]
            peeling.add(bytes, linkType: packet.linkType, originalLength: length, at: Int64(round))
        }
        #expect(peeling.found.count + peeling.counted <= 200)
        #expect(peeling.found.allSatisfy { $0.cut >= 0 })
    }

    @Test(arguments: [0, 1, 9, 12, 50, 51, 101, 104, 108, 113, 166, 204, 228, 229, 239, 258, 276, 147] as [UInt32])
    func `random bytes of every link type are harmless`(_ linkType: UInt32) {
        var random = SeededRandom(seed: UInt64(linkType))
        var peeling = Peeling()
        for _ in 1...2000 {
            let bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            peeling.add(bytes, linkType: linkType)
        }
        #expect(peeling.found.count + peeling.counted <= 2000)
    }

    @Test
    func `IPv4 in Ethernet gives the same as IPv4 alone, whatever its bytes`() {
        var random = SeededRandom(seed: 4)
        let differing = (0..<5000).filter { _ in
            var packet = Wire.v4(6, LayeredPacket.segment)
            packet[Int.random(in: 0..<20, using: &random)] = UInt8.random(in: 0...255, using: &random)
            packet.removeLast(Int.random(in: 0...packet.count, using: &random) / 2)
            let framed = Peeling(Wire.ethernet(0x0800, packet), originalLength: 62)
            let alone = Peeling(packet, linkType: 228, originalLength: 48)
            return framed.found != alone.found || framed.reasons != alone.reasons
        }
        #expect(differing == [])
    }

    @Test(arguments: [0x0800, 0x86dd])
    func `what follows the end of the IP packet is left out`(_ type: Int) {
        let inner = type == 0x0800 ? Wire.v4(6, LayeredPacket.segment) : Wire.v6(6, LayeredPacket.segment)
        let peeling = Peeling(Wire.ethernet(type, inner + [1, 2, 3, 4, 5, 6]))
        #expect(peeling.found.map(\.bytes) == [LayeredPacket.segment])
        #expect(peeling.found.map(\.cut) == [0])
    }

    @Test
    func `tunnels are opened up to the limit`() {
        for depth in 0...10 {
            var bytes = Wire.v4(6, LayeredPacket.segment)
            for _ in 0..<depth { bytes = Wire.v4(4, bytes) }
            let peeling = Peeling(bytes, linkType: 101)
            #expect(peeling.found.count == (depth <= 8 ? 1 : 0))
            #expect(peeling.reasons == (depth <= 8 ? [] : ["too many tunnels inside each other"]))
        }
    }

    @Test
    func `a million nested headers end at a limit`() {
        let stacks: [[UInt8]] = [
            Wire.ethernet(0x8100, Array(repeating: [0, 1, 0x81, 0], count: 20_000).flatMap { $0 }),
            Wire.ethernet(0x8847, Array(repeating: [0, 1, 0, 64], count: 20_000).flatMap { $0 }),
            Wire.ethernet(0x86dd, Wire.v6(60, Array(repeating: [60] + Wire.zeros(7), count: 8000).flatMap { $0 })),
            Wire.ethernet(
                0x0800, Wire.v4(47, Array(repeating: [0, 0, 0x88, 0x47, 0, 1, 1, 64], count: 8000).flatMap { $0 })),
        ]
        for stack in stacks {
            let peeling = Peeling(stack)
            #expect(peeling.found.isEmpty)
            #expect(peeling.tallies.count(of: .notUnderstood) == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a segment in fragments is found in whatever order they come`(_ isV6: Bool) {
        let pieces = FourFragments(isV6: isV6).packets
        for order in permutations(of: pieces) {
            var peeling = Peeling()
            for piece in order { peeling.add(piece, linkType: 101) }
            let addresses = isV6 ? LayeredPacket.v6 : LayeredPacket.v4
            let expected = Peeling.Found(
                source: addresses.source, destination: addresses.destination, bytes: FourFragments.payload, cut: 0)
            #expect(peeling.found == [expected])
            #expect(peeling.counted == 0)
        }
    }

    @Test
    func `a tunnel in fragments is opened, and fragments inside it are joined`() {
        let inner = Wire.v4(6, FourFragments.payload)
        let datagram = Wire.udp(4789, [8, 0, 0, 0, 0, 0, 1, 0] + Wire.ethernet(0x0800, inner))
        var peeling = Peeling()
        peeling.add(Wire.v4(17, Array(datagram[..<48]), flags: 0x2000), linkType: 101)
        peeling.add(Wire.v4(17, Array(datagram[48...]), flags: 6), linkType: 101)
        for fragment in FourFragments(isV6: false).packets { peeling.add(Wire.v4(4, fragment), linkType: 101) }
        #expect(peeling.found.map(\.bytes) == [FourFragments.payload, FourFragments.payload])
    }

    @Test
    func `a fragment that a snap length cut leaves the rest of the segment missing`() {
        let packets = FourFragments(isV6: false).packets
        var peeling = Peeling()
        for (index, packet) in packets.enumerated() {
            peeling.add(index == 1 ? packet.dropLast(3) : packet, linkType: 101, originalLength: packet.count)
        }
        #expect(peeling.found.map(\.bytes) == [Array(FourFragments.payload[..<13])])
        #expect(peeling.found.map(\.cut) == [FourFragments.payload.count - 13])
    }

    @Test
    func `fragments whose others are missing are counted, and those without TCP by their protocol`() {
        var peeling = Peeling()
        for packet in FourFragments(isV6: false).packets.dropFirst() { peeling.add(packet, linkType: 101) }
        peeling.add(Wire.v4(1, Wire.zeros(8), flags: 0x2000), linkType: 101)
        #expect(peeling.tallies.count(of: .malformed(.datagramIncomplete)) == 3)
        #expect(peeling.tallies.count(of: .ipProtocol(1)) == 1)
    }
}

/// A payload of 29 bytes in four fragments.
struct FourFragments {
    static let payload: [UInt8] = Array(1...29)
    let packets: [[UInt8]]

    init(isV6: Bool) {
        packets = (0..<4).map { index in
            let piece = Array(Self.payload.dropFirst(index * 8).prefix(8))
            let more = index < 3
            return isV6
                ? Wire.v6(44, [6, 0] + Wire.be16(index * 8 + (more ? 1 : 0)) + [0, 0, 0, 9] + piece)
                : Wire.v4(6, piece, flags: (more ? 0x2000 : 0) + index)
        }
    }
}

/// All orders of a few values.
func permutations<Value>(of values: [Value]) -> [[Value]] {
    guard values.count > 1 else { return [values] }
    return values.indices.flatMap { index in
        var rest = values
        let first = rest.remove(at: index)
        return permutations(of: rest).map { [first] + $0 }
    }
}
