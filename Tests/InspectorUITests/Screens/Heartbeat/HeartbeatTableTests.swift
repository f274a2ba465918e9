import ByteStreams
import Dissection
import Testing
import TextScreen

@testable import InspectorUI

struct HeartbeatTableTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the table of heartbeats looks like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try DemoStage(.heartbeat, [], columns, rows)
        expectPicture(stage.screen, "heartbeats-\(columns)x\(rows)")
    }

    /// Three connections: one is quick, one is slow, one is quick until its last ping, which nobody answers.
    private func fixture(isClosedAtOnce: Bool) throws -> MessagesFixture {
        let fixture = try MessagesFixture()
        for connection in 1...3 { fixture.open(connection) }
        for round in 0..<8 {
            for connection in 1...3 {
                let ping = fixture.message(connection, .fromServer, .ping, [[UInt8(round)]])
                if connection == 3, round == 7 { continue }
                let roundTrip: Int64 = connection == 2 ? 900_000_000 : 20_000_000
                fixture.message(connection, .fromClient, .pong, [[UInt8(round)]], after: roundTrip) {
                    $0.answer = PingAnswer(ping: ping, roundTrip: roundTrip)
                }
            }
        }
        if !isClosedAtOnce { fixture.message(1, .fromServer, .text, [[0x61]], after: 40_000_000_000) }
        fixture.close(3, .finished, by: .fromServer)
        fixture.finish()
        return fixture
    }

    private func order(_ fixture: MessagesFixture) throws -> [String] {
        var stage = try MessagesStage(fixture, 80, 12, connections: [])
        stage.press("1", "4")
        return stage.screen.lines[2...4].map { String($0.drop { $0 == " " }.prefix(1)) }
    }

    @Test func `a connection that was quick until it stalled is worse than one that is slow`() throws {
        #expect(try order(fixture(isClosedAtOnce: false)) == ["3", "2", "1"])
    }

    @Test func `a ping right before the end is no stall`() throws {
        #expect(try order(fixture(isClosedAtOnce: true)) == ["2", "1", "3"])
    }
}
