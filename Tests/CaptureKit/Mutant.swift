import Packets
import TestKit

/// A capture, taken apart for mutation.
package struct MutationSample: Sendable {
    let name: String
    let bytes: [UInt8]
    let packets: PacketList
    let keyLog: [UInt8]

    /// A capture by its name.
    package init(_ capture: CaptureFile) {
        name = capture.name
        bytes = capture.bytes
        keyLog = capture.keyLog
        packets = PacketList(of: bytes)
    }
}

/// A capture with damage, and a way to tell it: always the same for the same seed and index.
package struct Mutant {
    /// What was done to what.
    package private(set) var description: String
    /// The damaged capture.
    package private(set) var file: [UInt8] = []
    /// How it is to be told. Everything is told.
    package private(set) var telling = Telling()

    private var random: SeededRandom

    /// The mutant of an index among those of a seed. There is at least one sample.
    package init(_ index: Int, seed: UInt64, of samples: [MutationSample]) {
        random = SeededRandom(seed: seed &+ UInt64(index) &* 0x2545_f491_4f6c_dd1d)
        let sample = Self.pick(samples, &random)
        let other = Self.pick(samples, &random)
        description = "\(index) of seed \(seed): \(sample.name)"
        telling.selection = [.connections, .messages, .frames, .findings]
        telling.keyLog = sample.keyLog + other.keyLog
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: file = damagedFile(sample, other)
        case 6..<15: file = damagedPackets(sample, other)
        default:
            description += ", streams"
            file = sample.bytes
            telling.disturbance = StreamDisturbance(
                seed: random.next(), interval: Int.random(in: 1...24, using: &random))
        }
        chooseLimits()
    }

    /// Short captures are taken more often, so that more damage is done in the same time.
    private static func pick(_ samples: [MutationSample], _ random: inout SeededRandom) -> MutationSample {
        let one = samples[Int.random(in: 0..<samples.count, using: &random)]
        let other = samples[Int.random(in: 0..<samples.count, using: &random)]
        return one.bytes.count <= other.bytes.count ? one : other
    }

    private mutating func chooseLimits() {
        telling.options.keptPayload = [0, 1, 100, 4_096, 16 << 20].randomElement(using: &random) ?? 0
        for port: UInt16 in [80, 8_080, 9_000] where Int.random(in: 0..<8, using: &random) == 0 {
            telling.options.decodeAs[port] = Bool.random(using: &random)
        }
        guard Int.random(in: 0..<4, using: &random) == 0 else { return }
        telling.limits.heldPerDirection = [1, 500, 10_000].randomElement(using: &random) ?? 0
        telling.limits.heldInAll = [1, 1_000, 20_000].randomElement(using: &random) ?? 0
        telling.limits.connections = [1, 2, 5].randomElement(using: &random) ?? 0
        telling.limits.remembered = [1, 1_024].randomElement(using: &random) ?? 0
        telling.limits.patience = [0, 1_000_000].randomElement(using: &random) ?? 0
    }

    private mutating func damagedFile(_ sample: MutationSample, _ other: MutationSample) -> [UInt8] {
        description += ", file"
        var bytes = sample.bytes
        for _ in 0...Int.random(in: 0..<6, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
            switch Int.random(in: 0..<12, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(contentsOf: Tokens.any(&random), at: place)
            case 3: bytes.removeSubrange(place...)
            case 4:
                description += " + \(other.name)"
                bytes.replaceSubrange(
                    place..., with: other.bytes[Int.random(in: 0..<other.bytes.count, using: &random)...])
            default: Tokens.damage(&bytes, &random)
            }
        }
        return bytes
    }

    private mutating func damagedPackets(_ sample: MutationSample, _ other: MutationSample) -> [UInt8] {
        var list = sample.packets
        for _ in 0...Int.random(in: 0..<16, using: &random) where !list.packets.isEmpty {
            damage(&list, other)
        }
        let order = PacketList.Order.allCases.randomElement(using: &random) ?? .little
        let isPcap = Bool.random(using: &random)
        description += isPcap ? ", packets in pcap" : ", packets in pcapng"
        return isPcap ? list.pcap(order) : list.pcapng(order)
    }

    private mutating func damage(_ list: inout PacketList, _ other: MutationSample) {
        let place = Int.random(in: 0..<list.packets.count, using: &random)
        let second = Int.random(in: 0..<list.packets.count, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0: list.packets.insert(list.packets[place], at: second)
        case 1: list.packets.swapAt(place, second)
        case 2: list.packets.swapAt(place, min(place + 1, list.packets.count - 1))
        case 3: list.packets.remove(at: place)
        case 4:
            list.packets[place].bytes.removeLast(Int.random(in: 0...list.packets[place].bytes.count, using: &random))
        case 5: list.packets[place].linkType = [0, 1, 12, 101, 113, 239, 276].randomElement(using: &random) ?? 1
        case 6: list.packets[place].time = [0, .min, .max, -1].randomElement(using: &random) ?? 0
        case 7: list.packets[place].time &+= Int64.random(in: -20_000_000_000...20_000_000_000, using: &random)
        case 8: list.packets[place].originalLength = Tokens.count(&random)
        case 9: interleave(other, with: &list)
        case 10: list.packets[place].bytes += Tokens.any(&random)
        default: Tokens.damage(&list.packets[place].bytes, &random)
        }
    }

    private mutating func interleave(_ other: MutationSample, with list: inout PacketList) {
        guard let first = other.packets.packets.first, let start = list.packets.first?.time else { return }
        description += " + \(other.name)"
        let shifted = other.packets.shifted(by: start &- first.time)
        list.packets = (list.packets + shifted.packets.prefix(400)).sorted { $0.time < $1.time }
    }

    /// The contradictions in its story.
    package func contradictions() -> [String] {
        StoryCheck(Story(of: file, telling), keptPayload: telling.options.keptPayload).contradictions
    }
}
