import ByteStreams
import Testing

@testable import InspectorUI

struct BeatTests {
    @Test func `only what is answered has a round trip`() {
        var beat = Beat(number: 1, seq: 1, time: Timestamp(nanoseconds: 0), from: .fromClient, fate: .waiting)
        for fate in [Beat.Fate.waiting, .missed, .cut, .unsolicited] {
            beat.fate = fate
            #expect(beat.roundTrip == nil)
        }
        beat.fate = .answered(5)
        #expect(beat.roundTrip == 5)
    }
}
