import Testing

@testable import Filters

struct FilterLimitsTests {
    @Test func `limits leave room for what people write`() {
        #expect(FilterLimits.deepestNesting >= 100 && FilterLimits.regexSteps >= 100_000)
    }
}
