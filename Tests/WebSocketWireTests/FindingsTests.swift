import Testing

@testable import WebSocketWire

struct FindingsTests {
    @Test
    func `each rule is kept a few times, and the last says how many more there were`() {
        var findings = Findings(keeping: 2)
        for number in 1...5 {
            findings.add(HandshakeRules.missingKey, "key \(number)")
        }
        findings.add(HandshakeRules.missingHost, "host")
        #expect(findings.violations.map(\.detail) == ["key 1", "key 2, and 3 more", "host"])
    }
}
