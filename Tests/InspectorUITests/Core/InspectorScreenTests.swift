import Testing
import TextScreen

@testable import InspectorUI

struct InspectorScreenTests {
    @Test(arguments: ScreenKind.allCases)
    func `every screen is drawn at any size, and again the same`(_ kind: ScreenKind) throws {
        for (columns, rows) in [(1, 1), (2, 3), (7, 4), (20, 6), (40, 10), (79, 23), (300, 100)] {
            let stage = try DemoStage(kind, [1, 2], columns, rows)
            let first = stage.screen
            #expect(first == stage.screen)
            for row in 0..<rows {
                for column in 0..<columns {
                    guard let scalar = first[row, column].scalar else { continue }
                    #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value))
                }
            }
        }
    }
}
