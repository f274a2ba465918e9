import Testing
import TextScreen
import WebSocketWire

@testable import InspectorUI

/// Keys in, exactly these effects, selections and words out.
struct MessagesPlaybookTests {
    private func stage(_ connections: [Int] = [1], at message: Int64? = 1) throws -> MessagesStage {
        try MessagesStage(.usual(), 120, 40, connections: connections, message: message)
    }

    @Test func `who closed a connection and why stands in its last row`() throws {
        var stage = try MessagesStage(.usual(), 160, 40, connections: [1])
        stage.press("G")
        #expect(stage.cursorLine.contains("closed clean 1000 Normal Closure by client"))
        stage = try MessagesStage(.usual(), 160, 40, connections: [2])
        stage.press("G")
        #expect(stage.cursorLine.contains("reset (RST) by server"))
    }

    @Test func `text is copied as it is, and bytes as hexadecimal digits`() throws {
        var stage = try stage()
        stage.press("y")
        #expect(
            stage.takeEffects() == [.copy(#"{"type":"hello","user":{"id":5,"name":"Zoë"},"tags":["a","b"]}"#)])
        #expect(stage.text.contains("63 bytes copied"))
        stage = try self.stage(at: 7)
        stage.press("y")
        #expect(stage.takeEffects() == [.copy("61ff1b5b324a62")])
        stage = try self.stage(at: nil)
        stage.press("g", "y")
        #expect(stage.takeEffects().isEmpty)
    }

    @Test func `a payload that is too long for a clipboard is copied as far as it goes, and that is said`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromClient, String(repeating: "é", count: 50_000))
        fixture.message(1, .fromServer, .binary, [Array(repeating: 7, count: 50_000)])
        fixture.finish()
        var stage = try MessagesStage(fixture, 120, 40, connections: [1], message: 1)
        stage.press("y")
        #expect(stage.takeEffects() == [.copy(String(repeating: "é", count: 37_000))])
        #expect(stage.text.contains("the first 74 000 of 100 000 bytes copied"))
        stage.press("j", "y")
        #expect(stage.takeEffects() == [.copy(String(repeating: "07", count: 37_000))])
        #expect(stage.text.contains("the first 37 000 of 50 000 bytes copied"))
    }

    @Test func `the pager gets the payload's bytes`() throws {
        var stage = try stage(at: 7)
        stage.press("v")
        #expect(stage.takeEffects() == [.page([0x61, 0xff, 0x1b, 0x5b, 0x32, 0x4a, 0x62])])
    }

    @Test func `a mark is set and taken away, and the cursor goes on`() throws {
        var stage = try stage()
        stage.press("Space")
        #expect(stage.inspector.shared.marks.messages == [1])
        #expect(stage.cursorLine.contains("All work"))
        stage.press("k", "Space")
        #expect(stage.inspector.shared.marks.messages.isEmpty)
    }

    @Test func `all that is shown is marked, and with the same key unmarked`() throws {
        var stage = try stage()
        stage.press("a")
        #expect(stage.inspector.shared.marks.messages == [1, 2, 4, 5, 6, 7, 8, 9, 11, 12])
        #expect(stage.text.contains("10 messages marked"))
        stage.press("a")
        #expect(stage.inspector.shared.marks.messages.isEmpty)
    }

    @Test func `a search goes forwards and backwards whatever the case, and says where nothing is`() throws {
        var stage = try stage(at: nil)
        stage.press("g", "/")
        stage.type("THE END")
        stage.press("Enter")
        #expect(stage.target.message == 9)
        stage.press("n")
        #expect(stage.target.message == 9)
        #expect(stage.text.contains("“THE END” is not found below"))
        stage.press("g", "/")
        stage.press("^u")
        stage.type("work")
        stage.press("Enter")
        #expect(stage.target.message == 2)
        stage.press("G", "N")
        #expect(stage.target.message == 2)
        stage.press("N")
        #expect(stage.text.contains("is not found above"))
        let screen = stage.screen
        let hits = (0..<120).filter { screen[4, $0].style.role == .match }
        #expect(hits.count >= 4)
    }

    @Test func `control messages are hidden and shown, and the cursor keeps its message`() throws {
        var stage = try stage(at: 9)
        stage.press("H")
        #expect(!stage.text.contains("→ ping"))
        #expect(stage.target.message == 9)
        #expect(stage.cursorLine.contains("two"))
        stage.press("H")
        #expect(stage.text.contains("→ ping"))
        #expect(stage.target.message == 9)
    }

    @Test func `the list is cleared, and what comes later is shown`() throws {
        let fixture = try MessagesFixture()
        fixture.open(1)
        fixture.text(1, .fromClient, "old")
        fixture.commit()
        var stage = try MessagesStage(fixture, 120, 40, connections: [1])
        stage.press("Z")
        #expect(stage.text.contains("nothing came since the list was cleared"))
        #expect(!stage.text.contains("old"))
        fixture.text(1, .fromClient, "new")
        fixture.commit()
        _ = stage.inspector.refresh()
        stage.settle()
        #expect(stage.text.contains("new"))
        #expect(!stage.text.contains("old"))
    }

    @Test(arguments: [(0, "opcode == \"text\""), (1, "length == 63"), (-1, "from == \"client\"")])
    func `a filter is made of the cell under the cursor`(_ steps: Int, _ filter: String) throws {
        var stage = try stage()
        for _ in 0..<abs(steps) { stage.press(steps > 0 ? "l" : "h") }
        stage.press("F")
        #expect(stage.inspector.shared.filterText == filter)
        #expect(stage.inspector.shared.filter != nil)
        #expect(stage.target.message == 1)
    }

    @Test func `a filter is made of the member of JSON under the cursor`() throws {
        var stage = try stage()
        stage.press("Tab", "j", "j", "j", "F")
        #expect(stage.inspector.shared.filterText == "json.user.id == 5")
        stage = try self.stage()
        stage.press("Tab", "G", "k", "k", "k", "F")
        #expect(stage.inspector.shared.filterText == "json.tags[0] == \"a\"")
        stage.press("k", "k", "k", "F")
        #expect(stage.inspector.shared.filterText == "json.tags[0] == \"a\" && json.user.name == \"Zoë\"")
        #expect(stage.text.contains("hello"))
    }

    @Test func `Enter opens all about a message, and Esc closes it again`() throws {
        var stage = try MessagesStage(.usual(), 40, 10, connections: [1], message: 1)
        #expect(!stage.text.contains("Pretty"))
        stage.press("Enter")
        #expect(stage.text.contains("Pretty"))
        #expect(stage.text.contains("\"type\""))
        stage.press("Esc")
        #expect(!stage.text.contains("Pretty"))
        #expect(stage.target.message == 1)
    }

    @Test func `Tab goes through the tabs and back to the list, Shift-Tab the other way`() throws {
        var stage = try stage()
        let shown = ["\"type\": \"hello\"", "1 {\"type\"", "7b 22 74 79", "FIN", "since previous"]
        for text in shown {
            stage.press("Tab")
            #expect(stage.text.contains(text), "\(text)")
        }
        stage.press("Tab", "j")
        #expect(stage.target.message == 2)
        stage.press("S-Tab")
        #expect(stage.text.contains("since previous"))
    }

    @Test func `a payload is shown as something else`() throws {
        var stage = try stage()
        #expect(stage.text.contains("JSON likely"))
        stage.press("w")
        #expect(!stage.text.contains("JSON likely"))
        #expect(stage.text.contains("(view 2 of 3)"))
        stage.press("w", "w")
        #expect(stage.text.contains("JSON likely"))
    }

    @Test func `in hexadecimal the cursor names the field of a header, the frame and the byte in it`() throws {
        var stage = try stage(at: 6)
        stage.press("Tab", "Tab", "Tab")
        #expect(stage.text.contains("frame 1/3 FIN=0 RSV=000 opcode=2 binary"))
        stage.press("l")
        #expect(stage.text.contains("frame 1/3 MASK=0 length=5"))
        stage.press("l", "l")
        #expect(stage.text.contains("byte 1 0x01 1  frame 1/3 byte 1 of 5"))
        stage.press("G")
        #expect(stage.text.contains("frame 3/3 byte 1 of 3"))
    }

    @Test func `of a compressed message both the inflated and the wire's bytes are shown`() throws {
        var stage = try stage(at: 2)
        stage.press("Tab", "Tab", "Tab")
        #expect(stage.text.contains("41 6c 6c 20"))
        stage.press("w")
        #expect(stage.text.contains("01 02 03 04"))
        #expect(stage.text.contains("RSV=100"))
        stage.press("w")
        #expect(stage.text.contains("41 6c 6c 20"))
    }

    @Test func `the other end of a ping is told on both`() throws {
        var stage = try stage(at: 4)
        stage.press("S-Tab")
        #expect(stage.text.contains("message 5 after 3.21 ms"))
        stage.press("Esc", "j", "S-Tab")
        #expect(stage.text.contains("ping 3, message 4 of the session"))
    }

    @Test func `what was found about a message stands above its payload`() throws {
        let stage = try stage(at: 7)
        #expect(stage.text.contains("rfc6455-5.1-unmasked-client-frame (RFC 6455"))
    }

    @Test func `time is told in four ways`() throws {
        var stage = try stage(at: 2)
        #expect(stage.cursorLine.contains("22:13:20.026690"))
        stage.press("t")
        #expect(stage.cursorLine.contains(" 0.013345"))
        stage.press("t")
        #expect(stage.cursorLine.contains("+0.013345"))
        stage.press("t")
        #expect(stage.cursorLine.contains("22:13:20.026690Z"))
    }

    @Test func `a click puts the cursor on a row, and a second opens it`() throws {
        var stage = try stage()
        stage.click(.click, row: 4, column: 20)
        #expect(stage.target.message == 4 || stage.target.message == 2)
        stage.click(.doubleClick, row: 3, column: 20)
        #expect(!stage.text.contains("opcode"))
    }
}

extension MessagesStage {
    fileprivate mutating func click(_ kind: MouseEvent.Kind, row: Int, column: Int) {
        _ = inspector.update(.terminal(.mouse(MouseEvent(kind, row: row, column: column))))
        settle()
    }
}

extension MessagesStage {
    /// What the screen is about that is seen.
    var target: ScreenTarget { inspector.stack.last?.target ?? ScreenTarget() }
}
