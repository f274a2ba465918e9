import Testing

@testable import InspectorUI

struct MessageTextSearchTests {
    @Test func `a text is found forwards and backwards, whatever its case, and its absence is told`() throws {
        var stage = try MessagesStage(.usual(), 100, 24, connections: [1])
        stage.press("g", "/")
        stage.type("ALL WORK")
        stage.press("Enter")
        #expect(stage.cursorLine.contains("All work"))
        stage.press("n")
        #expect(stage.text.contains("is not found below"))
        stage.press("G", "N")
        #expect(stage.cursorLine.contains("All work"))
    }
}
