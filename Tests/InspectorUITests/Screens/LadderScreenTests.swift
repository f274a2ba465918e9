import Testing
import TextScreen

@testable import InspectorUI

struct LadderScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the ladder of a connection looks like this`(_ columns: Int, _ rows: Int) throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        let stage = try DemoStage(.ladder, [fleet], columns, rows)
        expectPicture(stage.screen, "ladder-\(columns)x\(rows)")
    }

    @Test func `Enter goes to the message, copying takes its payload, control messages can be hidden`() throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        var stage = try DemoStage(.ladder, [fleet])
        #expect(stage.text.contains("ping #"))
        stage.press("H")
        #expect(!stage.text.contains("ping #"))
        stage.press("H", "g", "y")
        #expect(stage.effects.contains { if case .copy(let text) = $0 { !text.isEmpty } else { false } })
        stage.press("v")
        #expect(stage.effects.contains { if case .page = $0 { true } else { false } })
        stage.press("Enter")
        #expect(stage.text.contains("2 Messages") && stage.text.contains("Pretty"))
        stage.press("Esc", "Esc")
    }

    @Test(arguments: pictureSizes)
    func `the ladder of several connections tells whose each arrow is`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage(.usual(), columns, rows, connections: [])
        stage.inspector.open(.ladder, ScreenTarget(connections: [1, 2]))
        stage.settle()
        expectPicture(stage.screen, "ladder-all-\(columns)x\(rows)")
        #expect(stage.screen.lines.contains { $0.contains("#2 ") })
    }

    @Test func `the pong of the ping under the cursor is seen`() throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        var stage = try DemoStage(.ladder, [fleet])
        stage.press("g")
        #expect(stage.cursorLine.contains("ping #1"))
        let underlined = (0..<40).filter { stage.screen[$0, 60].style.emphasis.contains(.underlined) }
        #expect(underlined.map { stage.screen.lines[$0].contains("pong of #1,") } == [true])
    }

    @Test func `how it began stands above, how it ended below`() throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        let text = try DemoStage(.ladder, [fleet]).text
        #expect(text.contains("opened GET /vehicles/17 101"))
        #expect(text.contains("closed clean 1011 Internal Error by server"))
    }

    @Test func `random keys do no harm`() throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        var stage = try DemoStage(.ladder, [fleet])
        ScreenTrials.pressRandomKeys(&stage, seed: 3, count: 300)
    }
}
