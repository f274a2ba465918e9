import Testing

@testable import InspectorUI

struct EffectTests {
    @Test func `formats have endings and titles of their own`() {
        #expect(Set(ExportFormat.allCases.map(\.ending)).count == ExportFormat.allCases.count)
        #expect(Set(ExportFormat.allCases.map(\.title)).count == ExportFormat.allCases.count)
    }
}
