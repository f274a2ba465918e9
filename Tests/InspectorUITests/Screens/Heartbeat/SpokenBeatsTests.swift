import Dissection
import Sessions
import Testing
import TextScreen

@testable import InspectorUI

struct SpokenBeatsTests {
    /// A connection that pings with JSON, and one of Socket.IO.
    static func fixture() throws -> MessagesFixture {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.open(2, target: "/socket.io/?EIO=4&transport=websocket")
        for index in 0..<8 {
            fixture.text(1, .fromClient, #"{"type":"ping","n":\#(index)}"#)
            fixture.text(1, .fromServer, #"{"type":"chat","text":"a ping"}"#)
            if index != 5 { fixture.text(1, .fromServer, #"{"type":"pong"}"#) }
            fixture.text(2, .fromServer, "2")
            fixture.text(2, .fromServer, #"42["news",2]"#)
            fixture.text(2, .fromClient, "3")
        }
        fixture.finish()
        return fixture
    }

    private func pulse(_ connection: Int) throws -> Pulse {
        let fixture = try Self.fixture()
        let session = try SessionView(path: fixture.path)
        var beats = SpokenBeats(connection: connection, record: session.connection(connection), session)
        var rounds = 0
        while beats.work(session, isDue: { false }), rounds < 1_000 { rounds += 1 }
        #expect(beats.error == nil)
        return beats.pulse
    }

    @Test func `pings in JSON are paired with pongs, and one without is missed`() throws {
        let pulse = try pulse(1)
        #expect(pulse.answered == 7 && pulse.missed == 1 && pulse.unsolicited == 0)
        #expect(pulse.beats.allSatisfy { $0.from == .fromClient })
    }

    @Test func `Socket.IO's 2 and 3 are a heartbeat`() throws {
        let pulse = try pulse(2)
        #expect(pulse.answered == 8 && pulse.missed == 0)
        #expect(pulse.beats.allSatisfy { $0.from == .fromServer })
    }

    @Test(arguments: pictureSizes)
    func `where only the application beats, that is shown and said to be a guess`(
        _ columns: Int, _ rows: Int
    ) throws {
        var stage = try MessagesStage(Self.fixture(), columns, rows, connections: [1])
        stage.press("b")
        expectPicture(stage.screen, "heartbeat-spoken-\(columns)x\(rows)")
        if rows > 12 { #expect(stage.screen.lines.contains { $0.contains("guessed from") }) }
        stage.press("w")
        #expect(stage.screen.lines.contains { $0.contains("no ping and no pong so far") })
    }
}
