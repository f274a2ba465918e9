import Testing
import TextScreen

@testable import InspectorUI

/// What the help lists of a screen's keys is true: from some place of that screen each of them does something.
struct EveryKeyTests {
    /// What is pressed before, and the connections that the screen is about.
    private static let places: [(keys: [String], connections: [Int])] = [
        ([], [1]), (["j", "j"], []), (["G"], []), (["Tab"], [1]), (["Enter"], []), (["/", "e", "Enter", "G"], [1]),
        (["j", "j", "Enter", "Tab"], [1]), (["j", "Enter"], [5]), (["Right", "Right"], [1]), (["G"], [5]),
    ]

    @Test(arguments: ScreenKind.allCases)
    func `every key in a screen's help does something there`(_ kind: ScreenKind) throws {
        for binding in KeyMap().bindings(on: kind) where binding.action != kind.action {
            for key in binding.keys {
                let doesSomething = try Self.places.contains { place in
                    var stage = try DemoStage(kind, place.connections)
                    for name in place.keys { stage.press(name) }
                    let (picture, effects) = (stage.screen.picture, stage.effects.count)
                    stage.press(key.name)
                    return stage.screen.picture != picture || stage.effects.count != effects
                }
                #expect(doesSomething, "\(key.name) (\(binding.help)) on \(kind.title)")
            }
        }
    }
}
