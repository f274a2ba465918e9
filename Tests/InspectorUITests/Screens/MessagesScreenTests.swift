import Testing
import TextScreen

@testable import InspectorUI

struct MessagesScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the messages of one connection look like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try MessagesStage(.usual(), columns, rows, connections: [1])
        expectPicture(stage.screen, "messages-one-\(columns)x\(rows)")
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the messages of several connections look like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try MessagesStage(.usual(), columns, rows, connections: [1, 2], message: 3)
        expectPicture(stage.screen, "messages-all-\(columns)x\(rows)")
    }

    @Test(arguments: ["pretty", "text", "hex", "frames", "timing"])
    func `each tab of a fragmented message looks like this`(_ name: String) throws {
        for (columns, rows) in [(80, 24), (120, 40), (40, 10)] {
            var stage = try MessagesStage(.usual(), columns, rows, connections: [1], message: 6)
            stage.press("Enter")
            for tab in ["pretty", "text", "hex", "frames", "timing"] {
                if tab == name { break }
                stage.press("Tab")
            }
            expectPicture(stage.screen, "detail-\(name)-\(columns)x\(rows)")
        }
    }

    @Test(arguments: [(120, 40), (80, 24)])
    func `JSON with its first member looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage(.usual(), columns, rows, connections: [1], message: 1)
        stage.press("Tab", "j")
        expectPicture(stage.screen, "detail-json-\(columns)x\(rows)")
    }
}
