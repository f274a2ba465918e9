import Testing
import TextScreen

@testable import InspectorUI

struct SourceStatusTests {
    @Test func `an error of the source is said, and stays readable`() throws {
        var stage = try DemoStage()
        var status = SourceStatus()
        status.name = "trace.pcapng"
        status.errors = ["trace.pcapng: packet 17 is cut"]
        status.isEnded = true
        stage.tell(.status(status))
        #expect(stage.text.contains("packet 17 is cut"))
        stage.press("j")
        #expect(stage.text.contains("packet 17 is cut"))
        #expect(stage.text.contains("trace.pcapng"))
    }
}
