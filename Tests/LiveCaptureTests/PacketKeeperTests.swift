import ByteStreams
import Packets
import Testing

@testable import LiveCapture

struct PacketKeeperTests {
    private func give(_ keeper: some PacketKeeper) {
        let packet = CapturedPacket(
            number: 0, time: Timestamp(nanoseconds: 1), linkType: LinkType(rawValue: 1), originalLength: 3)
        withSpan([1, 2, 3]) { keeper.keep(packet, of: 0, bytes: $0) }
        keeper.note(CaptureStatistics(), of: 0)
        keeper.pause()
    }

    @Test
    func `any keeper can stand in for none`() {
        let memory = MemoryKeeper()
        give(memory)
        give(NoKeeper())
        #expect(memory.all.packets == [[1, 2, 3]])
        #expect(memory.all.pauses == 1)
    }
}
