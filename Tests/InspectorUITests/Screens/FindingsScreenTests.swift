import Testing
import TextScreen

@testable import InspectorUI

struct FindingsScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the findings look like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try DemoStage(.findings, [], columns, rows)
        expectPicture(stage.screen, "findings-\(columns)x\(rows)")
    }

    @Test func `Enter goes to the message that shows it`() throws {
        var stage = try DemoStage(.findings)
        #expect(stage.cursorLine.contains("#16.3"))
        stage.press("Enter")
        #expect(stage.text.contains("2 Messages") && stage.text.contains("#16 ws://legacy-gateway"))
        #expect(stage.cursorLine.contains("a frame as it should not be"))
        stage.press("Esc")
        #expect(stage.text.contains("6 Findings"))
    }

    @Test func `one that is about no message goes to the handshake`() throws {
        var stage = try DemoStage(.findings)
        stage.type("/unsupported-version")
        stage.press("Enter")
        #expect(stage.cursorLine.contains("unsupported-version"))
        stage.press("Enter")
        #expect(stage.text.contains("5 Handshake") && stage.text.contains("connection 32"))
    }

    @Test func `z turns the order, the cursor stays on its finding, and counts stay`() throws {
        var stage = try DemoStage(.findings)
        stage.press("j", "j")
        let line = stage.cursorLine
        stage.press("z")
        #expect(stage.cursorLine == line)
        stage.press("g")
        #expect(stage.cursorLine.contains("pong-unsolicited"))
        #expect(stage.text.contains("15 errors   7 warnings   1 note"))
        stage.press("z", "g")
        #expect(stage.cursorLine.contains("error"))
    }

    @Test func `F leaves the findings of the rule under the cursor, y copies it`() throws {
        var stage = try DemoStage(.findings)
        stage.press("y")
        #expect(
            stage.effects == [
                .copy(
                    "rfc6455-5.1-unmasked-client-frame (RFC 6455 section 5.1): a text frame of the client is not masked"
                )
            ])
        stage.press("F")
        #expect(stage.text.contains("filter: finding =="))
        #expect(stage.text.contains("2 errors   0 warnings"))
    }

    @Test func `search goes on, and says where there is nothing more`() throws {
        var stage = try DemoStage(.findings)
        stage.type("/close-frame")
        stage.press("Enter")
        #expect(stage.cursorLine.contains("no-close-frame"))
        let first = stage.cursorLine
        stage.press("n")
        #expect(stage.cursorLine != first && stage.cursorLine.contains("no-close-frame"))
        stage.press("N")
        #expect(stage.cursorLine == first)
        stage.type("/nowhere")
        stage.press("Enter")
        #expect(stage.text.contains("is not found"))
    }

    @Test func `random keys do no harm`() throws {
        var stage = try DemoStage(.findings)
        ScreenTrials.pressRandomKeys(&stage, seed: 6, count: 200)
    }
}
