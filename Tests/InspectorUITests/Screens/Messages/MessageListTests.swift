import Testing

@testable import InspectorUI

struct MessageListTests {
    @Test func `the list of one connection begins with its opening and ends with its end`() throws {
        var stage = try MessagesStage(.usual(), 100, 24, connections: [1])
        stage.press("g")
        #expect(stage.cursorLine.contains("opened"))
        stage.press("G")
        #expect(stage.cursorLine.contains("closed clean"))
        stage.press("k")
        #expect(stage.cursorLine.contains("close"))
    }

    @Test func `a list grows, stays where one is, and follows where one asks`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        for number in 0..<50 { fixture.text(1, .fromClient, "message \(number)") }
        fixture.commit()
        var stage = try MessagesStage(fixture, 100, 12, connections: [1])
        stage.press("g", "j", "j")
        let line = stage.cursorLine
        for number in 50..<80 { fixture.text(1, .fromClient, "message \(number)") }
        fixture.commit()
        _ = stage.inspector.refresh()
        stage.settle()
        #expect(stage.cursorLine == line)
        stage.press("G")
        #expect(stage.cursorLine.contains("message 79"))
        fixture.text(1, .fromClient, "the newest")
        fixture.commit()
        _ = stage.inspector.refresh()
        stage.settle()
        #expect(stage.cursorLine.contains("the newest"))
    }
}
