import Testing

@testable import InspectorUI

struct DetailTabTests {
    @Test func `every tab has a name of its own`() {
        #expect(Set(DetailTab.allCases.map(\.title)).count == DetailTab.allCases.count)
    }
}
