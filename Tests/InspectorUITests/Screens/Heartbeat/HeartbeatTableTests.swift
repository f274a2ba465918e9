import Testing
import TextScreen

@testable import InspectorUI

struct HeartbeatTableTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the table of heartbeats looks like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try DemoStage(.heartbeat, [], columns, rows)
        expectPicture(stage.screen, "heartbeats-\(columns)x\(rows)")
    }
}
