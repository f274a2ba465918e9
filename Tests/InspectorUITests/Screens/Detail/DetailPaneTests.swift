import Testing

@testable import InspectorUI

struct DetailPaneTests {
    @Test func `tabs are gone through in order, and the list comes back behind the last`() throws {
        var stage = try MessagesStage(.usual(), 120, 40, connections: [1], message: 1)
        stage.press("Tab", "l", "l")
        #expect(stage.text.contains("7b 22 74 79"))
        stage.press("h")
        stage.press("Esc")
        stage.press("j")
        #expect(!stage.cursorLine.isEmpty)
    }

    @Test func `folding hides what is deeper, and unfolding shows it again`() throws {
        var stage = try MessagesStage(.usual(), 120, 40, connections: [1], message: 1)
        stage.press("Tab")
        #expect(stage.text.contains("\"name\": \"Zoë\""))
        stage.press("=")
        #expect(!stage.text.contains("\"name\": \"Zoë\""))
        stage.press("=")
        #expect(stage.text.contains("\"name\": \"Zoë\""))
    }

    @Test func `a payload of ten million bytes in one line is shown in slices`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromServer, String(repeating: "0123456789", count: 1_000_000))
        fixture.finish()
        var stage = try MessagesStage(fixture, 120, 40, connections: [1], message: 1)
        stage.press("Tab", "Tab", "Tab", "G", "Tab", "Tab", "Esc")
        #expect(stage.screen.size.rows == 40)
    }
}
