import Testing

@testable import InspectorUI

struct HexViewTests {
    @Test func `the cursor names the frame and the field that it stands on`() throws {
        var stage = try MessagesStage(.usual(), 120, 40, connections: [1], message: 6)
        stage.press("Enter", "Tab", "Tab")
        #expect(stage.text.contains("frame 1"))
        #expect(stage.text.contains("FIN") || stage.text.contains("opcode"))
        stage.press("j")
        #expect(stage.text.contains("frame 1"))
        stage.press("G")
        #expect(stage.text.contains("frame 3"))
    }
}
