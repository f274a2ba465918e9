import Testing

@testable import InspectorUI

struct ActionTests {
    @Test(arguments: Action.allCases)
    func `names are words for the config`(_ action: Action) {
        #expect(action.rawValue.utf8.allSatisfy { $0 == 0x2d || (0x61...0x7a).contains($0) })
    }
}
