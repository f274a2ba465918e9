import Testing
import TextScreen

@testable import InspectorUI

struct HeartbeatScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the heartbeat of a connection that goes wrong looks like this`(_ columns: Int, _ rows: Int) throws {
        let fleet = try #require(DemoFixture.shared).connection("fleet")
        let stage = try DemoStage(.heartbeat, [fleet], columns, rows)
        expectPicture(stage.screen, "heartbeat-\(columns)x\(rows)")
    }

    @Test func `the worst heartbeat and when it went wrong take two keys from the first screen`() throws {
        var stage = try DemoStage()
        stage.press("4")
        #expect(stage.cursorLine.contains("fleet.example.com"))
        stage.press("Enter")
        #expect(stage.text.contains("went wrong at 22:14:08"))
        stage.press("n")
        #expect(stage.cursorLine.contains("here it went wrong"))
        stage.press("Enter")
        #expect(stage.text.contains("2 Messages"))
        stage.press("q", "q", "q")
        #expect(stage.text.contains("1 Connections"))
    }

    @Test func `a steady heartbeat is said to be well, and one without pings to have none`() throws {
        let fixture = try #require(DemoFixture.shared)
        #expect(try DemoStage(.heartbeat, [fixture.connection("edge")]).text.contains("all is well"))
        var stage = try DemoStage(.heartbeat, [fixture.connection("quotes")])
        #expect(stage.text.contains("guessed from") && stage.text.contains("10 answered"))
        stage.press("w")
        #expect(stage.text.contains("no ping and no pong"))
        #expect(stage.text.contains("application (a guess): 10 answered"))
    }

    @Test func `random keys do no harm`() throws {
        var stage = try DemoStage(.heartbeat)
        ScreenTrials.pressRandomKeys(&stage, seed: 4, count: 300)
    }
}
