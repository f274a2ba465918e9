import Testing

@testable import WebSocketWire

struct RuleTests {
    @Test
    func `severities are ordered from note to error`() {
        #expect(Severity.allCases.sorted() == [.note, .warning, .error])
        for left in Severity.allCases {
            for right in Severity.allCases {
                #expect((left < right) == (left != right && (left == .note || right == .error)))
            }
        }
    }

    @Test
    func `a violation says which rule and what was seen`() {
        let rule = Rule("x-1", "RFC 0 section 1", .warning, "Never.")
        #expect((rule.id, rule.section, rule.severity, rule.law) == ("x-1", "RFC 0 section 1", .warning, "Never."))
        let violation = Violation(rule, "once")
        #expect((violation.rule, violation.detail) == (rule, "once"))
        #expect(violation != Violation(rule, "twice"))
    }
}
