import Testing
import WebSocketWire

@testable import Dissection

struct TrafficEventTests {
    @Test func `nothing is troubled unless it is said`() {
        let trouble = Message.Trouble()
        #expect((trouble.missing, trouble.holes, trouble.isIncomplete, trouble.doubt) == (0, [], false, []))
    }
}
