import Testing

@testable import InspectorUI

struct DetailHeadTests {
    @Test func `the head names the message and what is unusual, with its findings`() throws {
        var stage = try MessagesStage(.usual(), 120, 40, connections: [1])
        stage.press("/")
        stage.type("2j")
        stage.press("Esc")
        let session = stage.inspector.shared.session
        let broken = try #require(session.lines(Array(1...session.messageCount)).first { $0.trouble != nil })
        let whole = try #require(session.whole(broken.number, payload: 100))
        let times = TimeWords(format: .utc, zone: { _ in 0 }, origin: whole.message.time)
        #expect(DetailHead.title(whole, times).map(\.text).joined().contains("#1.\(whole.message.number)"))
        let remarks = DetailHead.remarks(whole, []).map { $0.map(\.text).joined() }
        #expect(remarks.contains { $0.contains("1 200") || $0.contains("1200") })
    }
}
