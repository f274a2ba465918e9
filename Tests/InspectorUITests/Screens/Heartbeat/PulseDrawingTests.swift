import Testing
import TextScreen

@testable import InspectorUI

struct PulseDrawingTests {
    @Test func `nothing is drawn of nothing, and no area is too small`() throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        for columns in 1...30 {
            for rows in 1...14 {
                let stage = try DemoStage(.heartbeat, [fleet], columns * 4, rows)
                #expect(stage.screen.size.rows == rows)
            }
        }
    }
}
