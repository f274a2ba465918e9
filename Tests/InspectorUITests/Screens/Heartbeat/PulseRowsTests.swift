import Testing
import TextScreen

@testable import InspectorUI

struct PulseRowsTests {
    @Test func `a row tells time, side, message, fate and payload`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.message(1, .fromClient, .ping, [Array("be\u{1b}[2Jat \u{202e}".utf8) + [0xff]])
        fixture.message(1, .fromServer, .pong, [Array("nobody asked".utf8)])
        fixture.finish()
        var stage = try MessagesStage(fixture, 120, 30, connections: [1])
        stage.press("b")
        let lines = stage.screen.lines
        let ping = try #require(lines.first { $0.contains("#1 ") })
        #expect(ping.contains("client→"))
        #expect(!ping.unicodeScalars.contains("\u{1b}") && !ping.unicodeScalars.contains("\u{202e}"))
        #expect(lines.contains { $0.contains("server←") && $0.contains("pong without a ping") })
    }
}
