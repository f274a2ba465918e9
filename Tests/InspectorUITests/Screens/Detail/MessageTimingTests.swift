import Testing

@testable import InspectorUI

struct MessageTimingTests {
    @Test func `what is known of times is told, and what is not is said to be unknown`() throws {
        var stage = try MessagesStage(.usual(), 120, 40, connections: [1], message: 1)
        stage.press("Tab", "S-Tab", "S-Tab")
        #expect(stage.text.contains("none: the first message") || stage.text.contains("Timing"))
        let session = stage.inspector.shared.session
        let pong = try #require(session.lines(Array(1...session.messageCount)).first { $0.message.answer != nil })
        let timing = MessageTiming(try #require(session.whole(pong.number, payload: 10)), session)
        let times = TimeWords(format: .utc, zone: { _ in 0 }, origin: pong.message.time)
        let rows = timing.rows(times, width: 60).map { $0.pieces.map(\.text).joined() }
        #expect(rows.contains { $0.contains("3.21 ms") })
    }
}
