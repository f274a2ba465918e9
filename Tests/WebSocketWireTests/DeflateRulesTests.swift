import Testing
import WebSocketWire

struct DeflateRulesTests {
    @Test
    func `every law of compression is broken by a test of an exchange or an offer`() {
        let broken = NegotiationTests.extensions.map(\.0) + RequestJudgementTests.requests.map(\.0)
        #expect(Set(DeflateRules.all.map(\.id)).isSubset(of: broken))
    }
}
