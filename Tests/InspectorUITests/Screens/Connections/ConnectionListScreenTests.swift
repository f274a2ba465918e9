import Testing
import TextScreen

@testable import InspectorUI

struct ConnectionListScreenTests {
    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `the connections look like this`(_ columns: Int, _ rows: Int) throws {
        let stage = try DemoStage(columns, rows)
        expectPicture(stage.screen, "connections-\(columns)x\(rows)")
    }

    @Test func `columns are sorted by, reversed and told`() throws {
        var stage = try DemoStage()
        #expect(stage.cursorLine.contains("quotes."))
        stage.press(">", ">", ">", ">", ">")
        #expect(stage.text.contains("Msg→▲"))
        stage.press("z", "g")
        #expect(stage.text.contains("Msg→▼"))
        #expect(stage.cursorLine.contains("broker."))
        #expect(stage.effects.contains { if case .save(let settings) = $0 { settings.isReversed } else { false } })
    }

    @Test func `the row under the cursor stays the same connection when the order changes`() throws {
        var stage = try DemoStage()
        stage.press("j", "j", "j", "j")
        let before = stage.cursorLine.split(separator: " ").first
        stage.press("z")
        #expect(stage.cursorLine.split(separator: " ").first == before)
        stage.press("<", "<")
        #expect(stage.cursorLine.split(separator: " ").first == before)
    }

    @Test func `the cell under the cursor makes a filter, and the filter leaves what matches`() throws {
        var stage = try DemoStage()
        stage.press("l", "l", "F")
        #expect(stage.text.contains("filter: host == \"quotes.example.com\""))
        #expect(!stage.text.contains("admin."))
        stage.press("f", "^u", "Enter")
        #expect(stage.text.contains("admin."))
    }

    @Test func `marks are made and taken away, one by one and all at once, and Enter opens what is marked`() throws {
        var stage = try DemoStage()
        stage.press("Space", "Space")
        #expect(stage.inspector.shared.marks.connections == [1, 2])
        stage.press("Enter")
        #expect(stage.text.contains("2 connections"))
        stage.press("q", "a")
        #expect(stage.inspector.shared.marks.connections.count == stage.inspector.shared.session.connectionCount)
        stage.press("a")
        #expect(stage.inspector.shared.marks.connections.isEmpty)
    }

    @Test func `searching finds the next and the previous one, and says where there is none`() throws {
        var stage = try DemoStage()
        stage.press("/")
        for letter in "ADMIN" { stage.press(String(letter)) }
        stage.press("Enter")
        #expect(stage.cursorLine.contains("admin."))
        let first = stage.cursorLine
        stage.press("n")
        #expect(stage.cursorLine.contains("admin.") && stage.cursorLine != first)
        stage.press("N")
        #expect(stage.cursorLine == first)
        stage.press("N")
        #expect(stage.text.contains("is not found above"))
    }

    @Test func `clearing hides what has ended, copying takes the address, columns are asked for`() throws {
        var stage = try DemoStage()
        stage.press("y")
        #expect(
            stage.effects.contains { if case .copy(let text) = $0 { text.hasPrefix("wss://quotes") } else { false } })
        stage.press("Z")
        #expect(!stage.text.contains("refused") && stage.text.contains("quotes."))
        stage.press("o")
        #expect(stage.text.contains("Columns"))
        stage.press("Space", "Enter")
        #expect(stage.inspector.shared.settings.columns.first == .state)
    }

    @Test func `a click on a head sorts, one on a row goes there, two open it, the wheel moves`() throws {
        var stage = try DemoStage()
        stage.tell(.terminal(.mouse(MouseEvent(.click, row: 1, column: 9))))
        #expect(stage.inspector.shared.settings.sortColumn == .state)
        stage.tell(.terminal(.mouse(MouseEvent(.click, row: 5, column: 9))))
        let line = stage.cursorLine
        stage.tell(.terminal(.mouse(MouseEvent(.wheelDown, row: 5, column: 9))))
        #expect(stage.cursorLine != line)
        stage.tell(.terminal(.mouse(MouseEvent(.doubleClick, row: 5, column: 9))))
        #expect(stage.text.contains("2 Messages"))
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10)])
    func `who closed which connection, and how, is seen on every screen`(_ columns: Int, _ rows: Int) throws {
        var stage = try DemoStage(columns, rows)
        stage.press("G")
        #expect(stage.text.contains("clean 1000 "))
    }

    @Test func `a search that takes long goes on between keys, and a key ends it`() throws {
        let fixture = try MessagesFixture()
        for number in 1...2_000 { fixture.open(number, target: number == 1_900 ? "/needle" : "/chat") }
        fixture.finish()
        for isInterrupted in [false, true] {
            var stage = try MessagesStage(fixture, 80, 24, connections: [])
            stage.press("1", "/")
            stage.type("needle")
            _ = stage.inspector.update(.terminal(.key(.enter)))
            if isInterrupted { _ = stage.inspector.update(.terminal(.key(.down))) }
            stage.settle()
            #expect(stage.cursorLine.contains("1900") == !isInterrupted)
            guard !isInterrupted else { continue }
            stage.press("n")
            #expect(stage.text.contains("“needle” is not found below"))
        }
    }

    @Test func `a list that grows all the time is sorted all the same`() throws {
        let fixture = try MessagesFixture()
        for number in 1...300 { fixture.open(number, target: "/\(number % 7)") }
        fixture.commit()
        var stage = try MessagesStage(fixture, 80, 24, connections: [])
        stage.press("1", ">", ">", ">", ">")
        #expect(stage.inspector.shared.settings.sortColumn == .path)
        #expect(stage.text.contains("/0"))
        for number in 301...400 {
            fixture.open(number, target: "/-first")
            fixture.commit()
            _ = stage.inspector.refresh()
            var looks = 0
            _ = stage.inspector.work {
                looks += 1
                return looks > 4
            }
        }
        fixture.finish()
        _ = stage.inspector.refresh()
        stage.settle()
        stage.press("g")
        #expect(stage.cursorLine.contains("/-first"))
    }

    @Test func `random keys do no harm`() throws {
        var stage = try DemoStage()
        ScreenTrials.pressRandomKeys(&stage, seed: 1, count: 400)
    }
}
