import ByteStreams
import TestKit
import Testing
import TextScreen

@testable import InspectorUI

struct InspectorTests {
    private static func stage(_ columns: Int = 80, _ rows: Int = 24) throws -> MessagesStage {
        var stage = try MessagesStage(.usual(), columns, rows, connections: [])
        stage.press("1")
        return stage
    }

    @Test func `screens lie above each other, and back goes down`() throws {
        var stage = try Self.stage()
        stage.press("2", "6", "7")
        #expect(stage.inspector.stack.map(\.kind) == [.connections, .messages, .findings, .statistics])
        stage.press("2")
        #expect(stage.inspector.stack.map(\.kind) == [.connections, .findings, .statistics, .messages])
        stage.press("q", "Esc")
        #expect(stage.inspector.stack.map(\.kind) == [.connections, .findings])
        stage.press("1")
        #expect(stage.inspector.stack.map(\.kind) == [.connections])
    }

    @Test func `back on the first screen asks, and Q does not`() throws {
        var stage = try Self.stage()
        stage.press("q")
        #expect(stage.inspector.dialog is QuitDialog && stage.effects == [])
        stage.press("n")
        #expect(stage.inspector.dialog == nil && stage.effects == [])
        stage.press("q", "y")
        #expect(stage.takeEffects() == [.quit])
        stage.press("Q")
        #expect(stage.takeEffects() == [.quit])
    }

    @Test func `the hint for newcomers is seen until a key, once`() throws {
        let fixture = try MessagesFixture.usual()
        var inspector = try Inspector(
            session: fixture.path, settings: InspectorSettings(), now: Timestamp(nanoseconds: 0)
        ) { _ in 0 }
        #expect(inspector.saying?.words.hasPrefix("Welcome") == true)
        #expect(inspector.update(.terminal(.resized)) == [])
        #expect(inspector.saying != nil)
        var seen = InspectorSettings()
        seen.hasSeenHint = true
        #expect(inspector.update(.terminal(.key(.down))) == [.save(seen)])
        #expect(inspector.saying == nil)
        #expect(inspector.update(.terminal(.key(.down))) == [])
    }

    @Test func `a filter is applied, and taken away`() throws {
        var stage = try Self.stage()
        stage.press("f", "p", "a", "t", "h", "Space", "=", "=", "Space", "/", "c", "h", "a", "t", "Enter")
        #expect(stage.inspector.shared.filterText == "path == /chat")
        #expect(stage.inspector.shared.filter != nil && stage.inspector.shared.matching?.connections.count == 1)
        #expect(stage.inspector.shared.settings.filterHistory == ["path == /chat"])
        #expect(stage.effects.count == 1)
        stage.press("f", "^u", "Enter")
        #expect(stage.inspector.shared.filter == nil && stage.inspector.shared.matching == nil)
    }

    @Test func `a wrong filter at the start is told`() throws {
        let fixture = try MessagesFixture.usual()
        let inspector = try Inspector(
            session: fixture.path, settings: InspectorSettings(), filter: "nonsense ==", now: Timestamp(nanoseconds: 0)
        ) { _ in 0 }
        #expect(inspector.shared.filter == nil)
    }

    @Test func `pause keeps the time, and nothing is worked on`() throws {
        var stage = try Self.stage()
        stage.press("p")
        let before = stage.inspector.shared.now
        stage.inspector.tick(Timestamp(nanoseconds: 5))
        #expect(stage.inspector.shared.isPaused && stage.inspector.shared.now == before)
        #expect(!stage.inspector.work { false } && !stage.inspector.followsOthers)
        stage.press("p")
        stage.inspector.tick(Timestamp(nanoseconds: 5))
        #expect(stage.inspector.shared.now == Timestamp(nanoseconds: 5))
    }

    @Test func `errors and remarks of the source are said`() throws {
        var stage = try Self.stage()
        var status = SourceStatus()
        status.errors = ["the file is damaged"]
        _ = stage.inspector.update(.status(status))
        #expect(stage.inspector.saying?.words == "the file is damaged")
    }

    @Test func `a click on a tab shows its screen`() throws {
        var stage = try Self.stage(120, 24)
        let column = try #require(stage.screen.lines[0].firstRange(of: "6 Findings"))
        let place = stage.screen.lines[0].distance(from: stage.screen.lines[0].startIndex, to: column.lowerBound)
        _ = stage.inspector.update(.terminal(.mouse(MouseEvent(.click, row: 0, column: place))))
        #expect(stage.inspector.stack.last?.kind == .findings)
    }

    @Test func `the wheel scrolls a list, and not behind a dialog`() throws {
        var stage = try Self.stage()
        func isOnFirst(_ stage: MessagesStage) -> Bool {
            stage.inspector.stack.first?.target.connections == [1]
        }
        #expect(isOnFirst(stage))
        stage.press("s")
        _ = stage.inspector.update(.terminal(.mouse(MouseEvent(.wheelDown, row: 3, column: 3))))
        #expect(isOnFirst(stage))
        stage.press("Esc")
        _ = stage.inspector.update(.terminal(.mouse(MouseEvent(.wheelDown, row: 3, column: 3))))
        stage.settle()
        #expect(!isOnFirst(stage))
    }

    @Test func `keys without a meaning are answered`() throws {
        var stage = try Self.stage()
        stage.press("F12")
        #expect(stage.inspector.saying?.words == "F12 does nothing here: ? shows the keys")
    }

    @Test func `random keys and sizes never trap`() throws {
        var stage = try Self.stage()
        var random = SeededRandom(seed: 11)
        let keys: [Key] =
            (0x20..<0x7f).map { .character(Unicode.Scalar($0)) } + "abcdefhklnpuw".unicodeScalars.map { .control($0) }
            + [.enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .pageUp, .pageDown]
            + [.home, .end, .function(1), .function(2), .function(7), .character("漢"), .character("\u{301}")]
        for step in 0..<10_000 {
            _ = stage.inspector.update(.terminal(.key(keys.randomElement(using: &random) ?? .enter)))
            if step % 50 == 0 {
                stage.size = ScreenSize(
                    columns: Int.random(in: 1...300, using: &random), rows: Int.random(in: 1...100, using: &random))
            }
            guard step % 7 == 0 else { continue }
            _ = stage.inspector.work { true }
            stage.inspector.prepare(stage.size)
            _ = stage.screen
        }
    }
}
