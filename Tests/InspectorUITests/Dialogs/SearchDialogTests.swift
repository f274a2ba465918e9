import Testing
import TextScreen

@testable import InspectorUI

struct SearchDialogTests {
    @Test func `a text is searched and remembered`() throws {
        var stage = try MessagesStage.connections()
        stage.press("/")
        stage.type("feed")
        #expect(stage.text.contains("Search: feed"))
        stage.press("Enter")
        #expect(stage.inspector.dialog == nil)
        #expect(stage.inspector.shared.settings.searchHistory == ["feed"])
        stage.press("/", "Up", "Esc")
        #expect(stage.inspector.dialog == nil && stage.effects.count == 1)
    }

    @Test func `a history keeps the latest`() {
        let many = (0..<200).map(String.init).reduce([]) { InspectorSettings.remembering($1, in: $0) }
        #expect(many.count == InspectorSettings.longestHistory && many.last == "199")
    }
}
