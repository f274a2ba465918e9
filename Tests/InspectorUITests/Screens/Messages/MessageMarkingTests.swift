import Testing

@testable import InspectorUI

struct MessageMarkingTests {
    @Test func `all that is shown is marked in slices, and taken back`() throws {
        var stage = try MessagesStage(.usual(), 100, 24, connections: [1])
        stage.press("a")
        let marked = stage.inspector.shared.marks.messages.count
        #expect(marked > 5)
        stage.press("a")
        #expect(stage.inspector.shared.marks.messages.isEmpty)
        stage.press("Space")
        stage.press("j", "Space")
        #expect(stage.inspector.shared.marks.messages.count <= 2)
    }
}
