import Exporters
import Testing

struct HARRulesTests {
    @Test func `rules have names of their own and a law each`() {
        let rules = [HARRules.connectionError, HARRules.unreadableMessage, HARRules.leftOut, HARRules.findingsLeftOut]
        #expect(Set(rules.map(\.id)).count == 4)
        #expect(rules.allSatisfy { $0.id.hasPrefix("wscope-har-") && $0.law.hasSuffix(".") && $0.section == "wscope" })
    }
}
