import Testing

@testable import Packets

private func number(_ value: UInt32) -> SequenceNumber { SequenceNumber(rawValue: value) }

@Test(arguments: [0, 1, 0x7fff_fff0, 0xffff_fff0] as [UInt32])
func `offsets count from the start, far beyond the circle`(_ base: UInt32) {
    var lane = StreamLane()
    lane.start(at: number(base))
    for _ in 0..<9000 { lane.advance(by: 1 << 20) }
    #expect(lane.delivered == 9000 << 20)
    #expect(lane.first == number(base))
    #expect(lane.offset(of: lane.next.advanced(by: 5)) == lane.delivered + 5)
    #expect(lane.offset(of: lane.next.advanced(by: -5)) == lane.delivered - 5)
    #expect(lane.offset(of: lane.next.advanced(by: StreamLane.reach)) != nil)
    #expect(lane.offset(of: lane.next.advanced(by: StreamLane.reach + 1)) == nil)
    #expect(lane.offset(of: lane.next.advanced(by: -StreamLane.reach - 1)) == nil)
}

@Test func `an acknowledgement before the start counts once the start is known`() {
    var lane = StreamLane()
    let is150New = lane.note(number(150))
    #expect(!is150New)
    lane.start(at: number(100))
    #expect(lane.acknowledged == 50)
    let is140New = lane.note(number(140))
    #expect(!is140New)
    let is151New = lane.note(number(151))
    #expect(is151New)
    #expect(lane.acknowledged == 51)
}

@Test func `bytes are missing before held ones, before those cut off, and before the FIN`() {
    var lane = StreamLane()
    lane.start(at: number(0))
    #expect(!lane.isIncomplete)
    #expect(lane.isQuiet)
    lane.extent = 10
    #expect(lane.isIncomplete)
    #expect(lane.holeEnd(firstHeld: 4) == 4)
    #expect(lane.holeEnd(firstHeld: nil) == 10)
    lane.end = 12
    #expect(lane.holeEnd(firstHeld: nil) == 12)
    #expect(!lane.isQuiet)
    lane.advance(by: 12)
    #expect(!lane.isIncomplete)
}

@Test func `the tolerance is the scaled window, at least 64 KiB`() {
    var lane = StreamLane()
    #expect(lane.tolerance == 65_535)
    lane.window = 65_535
    lane.windowShift = 14
    #expect(lane.tolerance == 65_535 << 14)
    lane.windowShift = 0
    lane.window = 10
    #expect(lane.tolerance == 65_535)
}

@Test func `a FIN stands where the first one stood, behind all bytes`() {
    var lane = StreamLane()
    lane.start(at: number(0))
    lane.advance(by: 5)
    lane.extent = 9
    var accepted: [Bool] = []
    for offset in [8, 9, 9, 10, 4] { accepted.append(lane.noteEnd(at: offset)) }
    #expect(accepted == [false, true, true, false, false])
    #expect(lane.end == 9)
}

@Test func `a keep-alive is one byte before the next, before what is missing, or acknowledged already`() {
    var lane = StreamLane()
    lane.start(at: number(0))
    lane.advance(by: 5)
    lane.acknowledged = 7
    lane.extent = 9
    #expect((0..<12).filter { lane.isKeepAlive(1, at: $0) } == [4, 6, 8])
    #expect((0..<12).filter { lane.isKeepAlive(2, at: $0) } == [])
    lane.end = 9
    #expect((0..<12).filter { lane.isKeepAlive(1, at: $0) } == [4, 6, 9])
}
