import ByteStreams
import Dissection
import Testing
import TextScreen

@testable import InspectorUI

struct StatisticsScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the statistics look like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try DemoStage(.statistics, [], columns, rows)
        expectPicture(stage.screen, "statistics-\(columns)x\(rows)")
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `each part alone looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try DemoStage(.statistics, [], columns, rows)
        for part in StatisticsPart.allCases.dropFirst() {
            stage.press("Tab")
            expectPicture(stage.screen, "statistics-\(part)-\(columns)x\(rows)")
        }
        stage.press("q")
        expectPicture(stage.screen, "statistics-\(columns)x\(rows)")
        stage.press("S-Tab", "S-Tab")
        #expect(stage.text.contains("round trips"))
    }

    @Test func `lengths that cannot be do no harm`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.message(1, .fromClient, .text, [[65]]) {
            $0.isCompressed = true
            $0.wireLength = .max
            $0.time = Timestamp(nanoseconds: .max)
        }
        fixture.message(1, .fromServer, .pong, [[65]]) {
            $0.answer = PingAnswer(ping: 1, roundTrip: .min)
            $0.time = Timestamp(nanoseconds: .min)
        }
        fixture.finish()
        var stage = try MessagesStage(fixture, 80, 24, connections: [])
        stage.press("1", "7")
        for _ in StatisticsPart.allCases {
            stage.press("Tab")
            #expect(stage.text.contains("7 Statistics"))
        }
        stage.press("1")
        for _ in ConnectionColumn.allCases { stage.press(">", "l") }
        #expect(stage.text.contains("1 Connections"))
    }

    @Test func `the top talkers are by bytes or by messages, and Enter opens one`() throws {
        var stage = try DemoStage(.statistics)
        #expect(stage.cursorLine.contains("files.example.com"))
        stage.press(">")
        #expect(stage.cursorLine.contains("quotes.example.com"))
        stage.press("y")
        #expect(stage.effects.contains { if case .copy(let text) = $0 { text.contains("messages") } else { false } })
        stage.press("Enter")
        #expect(stage.text.contains("2 Messages"))
    }

    @Test func `random keys do no harm`() throws {
        var stage = try DemoStage(.statistics)
        ScreenTrials.pressRandomKeys(&stage, seed: 7, count: 200)
    }
}
