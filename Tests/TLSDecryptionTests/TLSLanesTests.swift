import ByteStreams
import Testing

@testable import TLSDecryption

struct TLSLanesTests {
    @Test func `each direction is changed in place, and alone`() {
        let lanes = TLSLanes()
        lanes[.fromClient].sequence = 7
        lanes[.fromServer].held.append(.bytes([1]), serial: 1, at: Trace8448.time(1))
        let sequences = (lanes[.fromClient].sequence, lanes[.fromServer].sequence)
        #expect(sequences == (7, 0))
        let held = (lanes[.fromClient].held.isEmpty, lanes[.fromServer].held.count)
        #expect(held == (true, 65))
    }
}
