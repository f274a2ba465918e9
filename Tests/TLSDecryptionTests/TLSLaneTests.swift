import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSLaneTests {
    @Test func `held items come out in order, with what was put back in front`() {
        var held = HeldItems()
        held.append(.bytes([1, 2, 3]), serial: 1, at: Trace8448.time(1))
        held.append(.finished, serial: 2, at: Trace8448.time(2))
        #expect(held.count == 131 && held.first?.serial == 1)
        let first = held.takeFirst()
        #expect(held.count == 64)
        held.restore([first].compactMap { $0 })
        #expect(held.first?.serial == 1 && held.count == 131)
        held.removeAll()
        #expect(held.isEmpty && held.count == 0 && held.takeFirst() == nil)
    }

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
