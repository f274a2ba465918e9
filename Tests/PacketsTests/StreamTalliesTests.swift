import ByteStreams
import Testing

@testable import Packets

@Test func `what belongs to no stream is counted, each by its kind`() {
    let play = Playbook()
    #expect(play.tallies == StreamTallies())
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, seq: -5, ack: 1, "old")
    play.send(.client, seq: 7, ack: 1, "ghi", cut: 2)
    play.send(.client, "R", seq: 1 << 30)
    _ = play.finish()
    var expected = StreamTallies()
    expected.segments = 8
    expected.cutSegments = 1
    expected.streams = 1
    expected.repeatedSegments = 1
    expected.segmentsBeforeStart = 1
    expected.implausibleResets = 1
    expected.gaps = 2
    expected.gapBytes = 5
    #expect(play.tallies == expected)
}
