import Testing

@testable import PayloadViews

struct RecognitionTests {
    @Test func `what the connection agreed on is certain, and the reason says so`() {
        let facts = PayloadFacts(kind: .binary, context: PayloadContext(subprotocol: "mqtt"))
        let agreed = Recognition.by(facts, .mqtt, .possible, "its form")
        #expect(agreed.certainty == .certain)
        #expect(agreed.reason.contains("subprotocol"))
        let other = Recognition.by(facts, .stomp, .possible, "its form")
        #expect(other.certainty == .possible)
        #expect(other.reason == "its form")
    }
}
