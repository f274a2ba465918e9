import ByteStreams
import Testing

@testable import Packets

struct MergeLaneTests {
    private func lane(_ file: Int) -> MergeLane {
        MergeLane(SavefileRecords(named: "x", blockSize: 64), file: file)
    }

    private func packet(_ time: Int64) -> CapturedPacket {
        CapturedPacket(
            number: 1, time: Timestamp(nanoseconds: time), linkType: LinkType(rawValue: 1), originalLength: 0)
    }

    @Test
    func `the earlier packet precedes, and of equal ones that of the earlier file`() {
        var first = lane(0)
        var second = lane(1)
        first.accept(packet(5))
        second.accept(packet(5))
        let orderWhenEqual = [first.precedes(second), second.precedes(first)]
        #expect(orderWhenEqual == [true, false])
        second.accept(packet(4))
        let orderWhenEarlier = [first.precedes(second), second.precedes(first)]
        #expect(orderWhenEarlier == [false, true])
        #expect(second.timesGoneBack == 1)
        #expect(first.timesGoneBack == 0)
    }

    @Test
    func `a box gives the lane in place`() {
        let box = MergeLaneBox(lane(3))
        box.lane.accept(packet(8))
        box.lane.accept(packet(7))
        #expect(box.lane.file == 3)
        #expect(box.lane.head == packet(7))
        #expect(box.lane.timesGoneBack == 1)
        box.free()
    }
}
