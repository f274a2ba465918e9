import Testing
import WebSocketWire

@testable import InspectorUI

struct MessageFindingsTests {
    @Test func `findings are known by the message that they are about`() throws {
        let stage = try MessagesStage(.usual(), 100, 24, connections: [1])
        #expect(stage.text.contains("not UTF-8") || stage.text.contains("!"))
        let session = try SessionView(path: stage.fixture.path)
        var findings = MessageFindings()
        while findings.work(session, isDue: { false }) {}
        let about = (1...20).compactMap { findings.about(seq: $0, of: 1) }
        #expect(about.count == 1 && about[0].worst == .error && about[0].numbers.count == 1)
        #expect(findings.about(seq: 1, of: 2) == nil)
    }

    @Test func `each severity has a role`() {
        #expect(Set(Severity.allCases.map(\.role)).count == 3)
    }
}
