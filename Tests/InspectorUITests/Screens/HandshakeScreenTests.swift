import Testing
import TextScreen

@testable import InspectorUI

struct HandshakeScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `a handshake over TLS looks like this`(_ columns: Int, _ rows: Int) throws {
        let quotes = try #require(DemoFixture.shared).connection("quotes")
        let stage = try DemoStage(.handshake, [quotes], columns, rows)
        expectPicture(stage.screen, "handshake-\(columns)x\(rows)")
    }

    @Test func `a refused one says how, keys scroll and turn, copying takes the heads`() throws {
        let admin = try #require(DemoFixture.shared).connection("admin")
        var stage = try DemoStage(.handshake, [admin], 80, 16)
        stage.press("y")
        #expect(
            stage.effects.contains { if case .copy(let text) = $0 { text.contains("401 Unauthorized") } else { false } }
        )
        stage.press("G")
        #expect(stage.text.contains("Content-Length") || stage.text.contains("Response") || stage.text.contains("401"))
        stage.press("g")
        #expect(stage.text.contains("from, to"))
        stage.press("Tab")
        #expect(stage.text.contains("connection \(admin + 1)"))
        stage.press("S-Tab", "Enter")
        #expect(stage.text.contains("2 Messages"))
    }

    @Test(arguments: [120, 80])
    func `what is wrong with a handshake stands where it is`(_ columns: Int) throws {
        var stage = try DemoStage(.handshake, [32], columns, 60)
        #expect(stage.text.contains("unsupported-version"))
        #expect(stage.text.contains("Sec-WebSocket-Version: 8"))
        stage.press("j", "k", "PgDn", "PgUp", "^d", "^u")
    }

    @Test func `long and hostile fields are wrapped, and no terminal is harmed`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1, target: "/\u{202e}\u{1b}[2J" + String(repeating: "0123456789", count: 900))
        fixture.finish()
        for (columns, rows) in [(120, 40), (80, 24), (40, 10), (5, 5), (1, 1), (300, 100)] {
            var stage = try MessagesStage(fixture, columns, rows, connections: [1])
            stage.press("5", "G", "g")
            let text = stage.screen.lines.joined()
            #expect(!text.unicodeScalars.contains("\u{1b}") && !text.unicodeScalars.contains("\u{202e}"))
            if columns >= 80 { #expect(text.contains(" of ")) }
        }
    }

    @Test func `random keys do no harm`() throws {
        var stage = try DemoStage(.handshake)
        ScreenTrials.pressRandomKeys(&stage, seed: 5, count: 200)
    }
}
