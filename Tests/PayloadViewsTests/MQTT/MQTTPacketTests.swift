import Testing

@testable import PayloadViews

struct MQTTPacketTests {
    private static func packet(_ type: UInt8, _ flags: UInt8, missing: Int = 0) -> MQTTPacket {
        MQTTPacket(type: type, flags: flags, range: 0..<2, length: missing, missing: missing)
    }

    @Test func `the flags of PUBLISH say quality, retention and repetition`() {
        let packet = Self.packet(3, 0b1101)
        #expect(packet.isDuplicate && packet.isRetained && packet.qualityOfService == 2)
        let plain = Self.packet(3, 0)
        #expect(!plain.isDuplicate && !plain.isRetained && plain.qualityOfService == 0)
    }

    @Test func `each type has the flags that the specification wants`() {
        for type in 1...15 as ClosedRange<UInt8> {
            let sound = (0...15 as ClosedRange<UInt8>).filter { Self.packet(type, $0).hasSoundFlags }
            switch type {
            case 3: #expect(sound == [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13])
            case 6, 8, 10: #expect(sound == [2])
            default: #expect(sound == [0])
            }
        }
    }

    @Test func `a packet is cut where bytes are missing`() {
        #expect(Self.packet(3, 0, missing: 1).isCut)
        #expect(!Self.packet(3, 0).isCut)
    }
}
