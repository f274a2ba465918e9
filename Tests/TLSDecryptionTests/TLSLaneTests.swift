import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSLaneTests {
    @Test func `a loss knows how many records it may hide`() {
        var loss = RecordLoss()
        #expect(loss.isNone)
        loss.uncountedBytes = 21
        #expect(loss.mostRecords == 1 && !loss.isNone)
        loss.uncountedBytes = 220
        #expect(loss.mostRecords == 11)
        loss.uncountedBytes = .max
        #expect(loss.mostRecords == TLSLimits.trials)
        loss.isUnknown = true
        #expect(loss.mostRecords == TLSLimits.trials)
    }

    @Test func `new keys begin at record 0`() {
        var lane = TLSLane()
        lane.sequence = 9
        lane.hasData = true
        lane.enter(.handshake, nil, secret: [1])
        #expect(lane.sequence == 0 && !lane.hasData && lane.epoch == .handshake && lane.secret == [1])
    }
}
