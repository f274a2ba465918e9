import Testing
import TextScreen

@testable import InspectorUI

struct ScreenKindTests {
    @Test(arguments: ScreenKind.allCases)
    func `its number is its key`(_ kind: ScreenKind) {
        #expect(Key(name: "\(kind.rawValue)").flatMap { KeyMap().action(for: $0, on: .connections) } == kind.action)
    }
}
