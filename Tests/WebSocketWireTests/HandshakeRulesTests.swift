import Testing
import WebSocketWire

struct HandshakeRulesTests {
    /// Laws that tests of their own break, with others or in an exchange of their own.
    private static let alone = [
        "rfc6455-4.1-invalid-key", "rfc6455-4.2.2-established-unexpected", "hixie76-5.1-key1-header",
        "rfc9112-3.2-host-differs-from-target",
    ]

    @Test
    func `every law is broken by a test, and no unknown one is`() {
        let broken =
            RequestJudgementTests.requests.map(\.0) + ResponseJudgementTests.responses.map(\.0)
            + NegotiationTests.extensions.map(\.0) + HTTPRulesTests.messages.map(\.0)
        #expect(Set(broken + Self.alone) == Set(HandshakeRules.all.map(\.id)))
        #expect(Set(broken).isDisjoint(with: Self.alone))
    }

    @Test
    func `every law has a name of its own, and a sentence`() {
        #expect(Set(HandshakeRules.all.map(\.id)).count == HandshakeRules.all.count)
        for rule in HandshakeRules.all {
            #expect(rule.law.last == ".", "\(rule.id)")
            #expect(rule.id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "\(rule.id)")
        }
    }
}
