import ByteStreams
import Testing

@testable import Packets

@Test func `the opposite of an occasion is the other side of the same flow at the same time`() {
    let occasion = Occasion(lane: WaitingLanes.Lane(flow: 3, side: .lower), time: Timestamp(nanoseconds: 9))
    #expect(occasion.opposite.lane == WaitingLanes.Lane(flow: 3, side: .upper))
    #expect(occasion.opposite.opposite.lane == occasion.lane)
    #expect(occasion.opposite.time == occasion.time)
}
