import Testing
import TextScreen

@testable import InspectorUI

struct LadderLanesTests {
    @Test(arguments: [1, 2, 10, 39, 69, 70, 80, 300])
    func `the lanes stand apart at any width`(_ columns: Int) {
        let lanes = LadderLanes(ScreenArea(top: 0, left: 0, rows: 5, columns: columns), timeColumns: 15)
        #expect(lanes.server - lanes.client >= 10)
    }

    @Test func `payloads of any bytes stay within their lanes`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromClient, "\u{1b}[2J\u{202e}evil\u{200b}\u{0}\n" + String(repeating: "漢", count: 500))
        fixture.message(1, .fromServer, .text, [[0xff, 0xc0, 0x1b]])
        fixture.message(1, .fromServer, .binary, [Array(repeating: 0x61, count: 10_000_000)])
        fixture.finish()
        for (columns, rows) in [(120, 40), (80, 24), (40, 10), (13, 4), (1, 1), (300, 100)] {
            var stage = try MessagesStage(fixture, columns, rows, connections: [1])
            stage.press("x")
            let screen = stage.screen
            let text = screen.lines.joined()
            for scalar in ["\u{1b}", "\u{202e}", "\u{200b}"] as [Unicode.Scalar] {
                #expect(!text.unicodeScalars.contains(scalar))
            }
            guard columns == 120 else { continue }
            let arrows = (0..<rows).filter { screen[$0, 28].scalar == "│" || screen[$0, 28].scalar == "┆" }
            #expect(arrows.count == 3)
            #expect(arrows.allSatisfy { screen[$0, 112].scalar == "│" || screen[$0, 112].scalar == "┆" })
        }
    }
}
