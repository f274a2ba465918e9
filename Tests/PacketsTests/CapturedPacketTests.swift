import ByteStreams
import Packets
import Testing

struct CapturedPacketTests {
    @Test
    func `packets differ by each of their facts`() {
        let time = Timestamp(nanoseconds: 1)
        let packets = [
            CapturedPacket(number: 1, time: time, linkType: LinkType(rawValue: 1), originalLength: 1),
            CapturedPacket(number: 2, time: time, linkType: LinkType(rawValue: 1), originalLength: 1),
            CapturedPacket(
                number: 1, time: Timestamp(nanoseconds: 2), linkType: LinkType(rawValue: 1), originalLength: 1),
            CapturedPacket(number: 1, time: time, linkType: LinkType(rawValue: 2), originalLength: 1),
            CapturedPacket(number: 1, time: time, linkType: LinkType(rawValue: 1), originalLength: 2),
        ]
        #expect(Set(packets).count == packets.count)
    }
}
