import ByteStreams
import TestKit
import Testing

@testable import Packets

struct SavefileRecordsTests {
    static let files: [[UInt8]] = {
        let pcap = PcapBytes()
        let pcapng = PcapngBytes()
        let big = PcapngBytes(order: .big)
        return [
            pcap.header + (0..<12).flatMap { pcap.record($0, 5, [UInt8](repeating: 1, count: Int($0) * 7)) },
            pcapng.section() + pcapng.interface(options: pcapng.option(9, [9])) + pcapng.secrets([1, 2, 3])
                + pcapng.enhanced(at: 1, [1, 2, 3]) + pcapng.block(4, [1, 2]) + pcapng.simple(original: 3, [4, 5, 6])
                + big.section() + big.interface() + big.obsolete(interface: 0, at: 9, [1, 2, 3, 4])
                + big.enhanced(at: 2, [7]),
        ]
    }()

    @Test(arguments: files)
    func `flipped, lost and doubled bytes never stop the program, and what they give is bounded`(_ file: [UInt8]) {
        var random = SeededRandom(seed: 7)
        for _ in 0..<4000 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes[place] = 0xff
                case 3: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                }
            }
            let reading = Reading([bytes])
            let total = reading.packets.reduce(0) { $0 + $1.bytes.count }
            #expect(total <= bytes.count)
            #expect(reading.packets.map(\.facts.number) == Array(1..<(reading.packets.count + 1)))
            #expect(reading.packets.allSatisfy { $0.facts.originalLength >= 0 })
            #expect((reading.error?.offset ?? 0) <= UInt64(bytes.count) + UInt64(UInt32.max))
        }
    }

    @Test(arguments: files)
    func `an error of the source comes after every packet before it`(_ file: [UInt8]) {
        let failure = SourceError(file: "x.pcap", problem: "the disk is gone", advice: "look for it")
        let whole = Reading([file])
        for cut in stride(from: 0, through: file.count, by: 5) {
            let cutShort = Reading([Array(file[..<cut])])
            let failed = Reading([Array(file[..<cut])], failure: failure)
            #expect(failed.packets == cutShort.packets)
            #expect(failed.error?.problem == .unreadable(failure))
        }
        #expect(Reading([file], failure: failure).packets == whole.packets)
    }

    @Test
    func `a block of four gigabytes is passed over without being held`() throws {
        let file = PcapngBytes()
        let put = Integers(order: .little)
        let start = file.section() + file.interface() + file.enhanced(at: 1, [1])
        let block = put(UInt32(4)) + put(UInt32(0xffff_fffc)) + [UInt8](repeating: 0, count: 100_000)
        let reading = Reading([start + block])
        #expect(reading.packets.count == 1)
        #expect(
            reading.error
                == SavefileError(
                    file: "x.pcap", packetsBefore: 1, offset: UInt64(start.count),
                    problem: .truncated(
                        .blockEnd(type: 4, length: 0xffff_fffc), present: 100_008, needed: 0xffff_fffc)))
    }
}
