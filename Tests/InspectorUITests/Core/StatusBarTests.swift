import Testing
import TextScreen

@testable import InspectorUI

struct StatusBarTests {
    @Test(arguments: [40, 80, 120])
    func `it tells source, filter and numbers`(_ columns: Int) throws {
        var stage = try MessagesStage.connections(columns, 24)
        var status = SourceStatus()
        (status.name, status.dropped, status.memory, status.isEnded) = ("a.pcap", 5_000, 12_000_000, true)
        _ = stage.inspector.update(.status(status))
        stage.press("f")
        stage.type("tls")
        stage.press("Enter")
        let line = stage.screen.lines[22]
        #expect(line.contains("0/2 conn 12 msg") && line.contains("LOST 5.0k"))
        #expect(columns < 80 || line.hasPrefix("a.pcap  filter: tls"))
    }

    @Test func `reading is told in per cent`() throws {
        var stage = try MessagesStage.connections()
        var status = SourceStatus()
        (status.size, status.consumed) = (1_000, 421)
        _ = stage.inspector.update(.status(status))
        #expect(stage.screen.lines[22].contains("reading 42%"))
    }
}
