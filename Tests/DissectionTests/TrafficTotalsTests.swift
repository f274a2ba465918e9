import Dissection
import Testing

struct TrafficTotalsTests {
    @Test func `nothing is counted before anything is seen`() {
        let totals = TrafficTotals()
        #expect((totals.connections, totals.refused, totals.messages, totals.bytes) == (0, 0, 0, 0))
        #expect(totals.findings.isEmpty)
    }
}
