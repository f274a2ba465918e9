import ByteStreams
import Packets

/// Writes the headers that the layers read.
enum Wire {
    static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

    static func be16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    static func be32(_ value: Int) -> [UInt8] { be16(value >> 16) + be16(value) }

    static func type(_ isV6: Bool) -> Int { isV6 ? 0x86dd : 0x0800 }

    static func ppp(_ isV6: Bool) -> [UInt8] { [0, isV6 ? 0x57 : 0x21] }

    static func ethernet(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
        [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + be16(type) + payload
    }

    /// So many labels, the last of them at the bottom.
    static func labels(_ count: Int) -> [UInt8] {
        (1...count).flatMap { [0, 1, $0 == count ? 0x41 : 0x40, 64] as [UInt8] }
    }

    static func v4(
        _ number: UInt8, _ payload: [UInt8], options: [UInt8] = [], totalLength: Int? = nil, identification: Int = 7,
        flags: Int = 0x4000, from source: Int = 0x0a01_0203, to destination: Int = 0x0a04_0506
    ) -> [UInt8] {
        [UInt8(0x45 + options.count / 4), 0] + be16(totalLength ?? 20 + options.count + payload.count)
            + be16(identification) + be16(flags) + [64, number, 0, 0] + be32(source) + be32(destination) + options
            + payload
    }

    static func v6(_ next: UInt8, _ payload: [UInt8], length: Int? = nil) -> [UInt8] {
        [0x60, 0, 0, 0] + be16(length ?? payload.count) + [next, 64] + [0x20, 1, 0x0d, 0xb8] + zeros(11) + [1]
            + [0x20, 1, 0x0d, 0xb8] + zeros(11) + [2] + payload
    }

    static func authentication(_ next: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [next, 4] + zeros(22) + payload
    }

    static func udp(_ port: Int, _ payload: [UInt8], from source: Int = 50_000) -> [UInt8] {
        be16(source) + be16(port) + be16(8 + payload.count) + [0, 0] + payload
    }
}

/// What a peeler found in packets.
struct Peeling {
    struct Found: Hashable {
        let source: IPAddress
        let destination: IPAddress
        let bytes: [UInt8]
        let cut: Int
    }

    private var peeler: LayerPeeler
    private(set) var found: [Found] = []

    init(limits: LayerPeeler.Limits = LayerPeeler.Limits()) {
        peeler = LayerPeeler(limits: limits)
    }

    /// The finds in one packet.
    init(_ bytes: [UInt8], linkType: UInt32 = 1, originalLength: Int? = nil) {
        self.init()
        add(bytes, linkType: linkType, originalLength: originalLength)
    }

    mutating func add(_ bytes: [UInt8], linkType: UInt32 = 1, originalLength: Int? = nil, at seconds: Int64 = 0) {
        let facts = CapturedPacket(
            number: 1, time: Timestamp(nanoseconds: seconds * 1_000_000_000), linkType: LinkType(rawValue: linkType),
            originalLength: originalLength ?? bytes.count)
        var new: [Found] = []
        peeler.peel(bytes.span.bytes, of: facts) {
            new.append(Found(source: $0, destination: $1, bytes: $2.copied, cut: $3))
        }
        found += new
    }

    var tallies: LayerTally { peeler.tallies }

    var counted: Int { tallies.count(of: .notTCP) + tallies.count(of: .notUnderstood) }

    /// The names of the reasons why there was no segment.
    var reasons: [String] {
        (tallies.entries(.notTCP) + tallies.entries(.notUnderstood)).map(\.kind.description)
    }
}
