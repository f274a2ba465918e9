import Testing

@testable import InspectorUI

struct EmptyListWordsTests {
    @Test func `a filter that matches nothing is the reason that is told`() throws {
        var stage = try MessagesStage(.usual(), 80, 24, connections: [1, 2])
        stage.press("f")
        stage.type("length > 1G")
        stage.press("Enter")
        #expect(stage.text.contains("no message here matches the filter"))
        let empty = try MessagesFixture()
        empty.open(1)
        empty.finish()
        let session = try SessionView(path: empty.path)
        let shared = Shared(session: session, settings: InspectorSettings(), keys: KeyMap(), zone: { _ in 0 })
        #expect(EmptyListWords.text(MessageNumbers(), shared) == "no messages")
    }
}
