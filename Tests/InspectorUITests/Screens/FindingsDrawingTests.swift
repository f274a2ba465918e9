import Testing
import TextScreen
import WebSocketWire

@testable import InspectorUI

struct FindingsDrawingTests {
    @Test func `what a peer wrote into a finding is drawn without harm, and the law stands below`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.finding(1, 1, .error, "it said \u{1b}[2J\u{202e} " + String(repeating: "漢字 ", count: 3_000))
        fixture.finish()
        for (columns, rows) in [(120, 40), (80, 24), (40, 10), (20, 6), (3, 3), (1, 1), (300, 100)] {
            var stage = try MessagesStage(fixture, columns, rows, connections: [1])
            stage.press("6")
            let text = stage.screen.lines.joined()
            #expect(!text.unicodeScalars.contains("\u{1b}") && !text.unicodeScalars.contains("\u{202e}"))
            if columns >= 80 {
                #expect(stage.screen.lines.contains { $0.contains("RFC 6455 section 5.1") } || rows < 40)
            }
        }
    }
}
