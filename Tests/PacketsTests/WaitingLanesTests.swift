import ByteStreams
import Testing

@testable import Packets

private func lane(_ flow: Int) -> WaitingLanes.Lane { WaitingLanes.Lane(flow: flow, side: .lower) }
private func time(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

@Test func `directions lose patience in the order in which they began to wait`() {
    var waiting = WaitingLanes()
    let places = (0..<4).map { waiting.open(lane($0), at: time(Int64($0))) }
    #expect(waiting.longestWaiting == lane(0))
    #expect(!waiting.isPatienceLost(at: time(9), patience: 10))
    #expect(waiting.isPatienceLost(at: time(10), patience: 10))
    waiting.close(places[1])
    waiting.renew(places[0], at: time(20))
    #expect(waiting.longestWaiting == lane(2))
    waiting.close(places[2])
    waiting.renew(places[3], at: time(21))
    #expect(waiting.longestWaiting == lane(0))
    waiting.close(places[0])
    waiting.close(places[3])
    #expect(waiting.longestWaiting == nil)
    #expect(!waiting.isPatienceLost(at: time(.max), patience: 0))
    #expect(waiting.cost == 0)
}

@Test func `a place is used again, empty`() {
    var waiting = WaitingLanes()
    let first = waiting.open(lane(0), at: time(0))
    _ = waiting.hold([1, 2], at: 5, in: first, time: time(0))
    waiting.close(first)
    #expect(waiting.costliest == nil)
    let second = waiting.open(lane(1), at: time(1))
    #expect(second == first)
    #expect(waiting.firstOffset(in: second) == nil)
    #expect(waiting.cost == waiting.cost(of: second))
}

@Test func `the direction that holds most is found`() {
    var waiting = WaitingLanes()
    for flow in 0..<5 {
        let place = waiting.open(lane(flow), at: time(0))
        let bytes = [UInt8](repeating: 0, count: flow == 3 ? 500 : 10)
        _ = waiting.hold(bytes, at: 1, in: place, time: time(7))
        #expect(waiting.firstTime(in: place) == time(7))
    }
    #expect(waiting.costliest == lane(3))
}
