import Testing
import TextScreen

@testable import InspectorUI

struct FilterDialogTests {
    @Test(arguments: pictureSizes)
    func `a filter that is typed looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage.connections(columns, rows)
        stage.press("f")
        stage.type("length > 1k && from == ")
        expectPicture(stage.screen, "filter-unfinished-\(columns)x\(rows)")
        stage.type("server")
        expectPicture(stage.screen, "filter-good-\(columns)x\(rows)")
        stage.press("^u")
        stage.type("lenght > 1k")
        expectPicture(stage.screen, "filter-bad-\(columns)x\(rows)")
        stage.press("^u")
        stage.type("he")
        stage.press("Tab")
        expectPicture(stage.screen, "filter-candidates-\(columns)x\(rows)")
    }

    @Test func `a wrong filter is not applied`() throws {
        var stage = try MessagesStage.connections()
        stage.press("f")
        stage.type("lenght > 1")
        stage.press("Enter")
        #expect(stage.inspector.dialog != nil && stage.inspector.shared.filter == nil)
        stage.press("Esc")
        #expect(stage.inspector.dialog == nil && stage.effects == [])
    }

    @Test func `Tab completes what is the only word`() throws {
        var stage = try MessagesStage.connections()
        stage.press("f")
        stage.type("compr")
        stage.press("Tab", "Enter")
        #expect(stage.inspector.shared.filterText.hasPrefix("compressed"))
    }

    @Test func `candidates are gone through, and Esc takes them away first`() throws {
        var stage = try MessagesStage.connections()
        stage.press("f")
        stage.type("from == ")
        stage.press("Tab", "Tab")
        #expect(stage.text.contains("Filter: from == client"))
        stage.press("Down")
        #expect(stage.text.contains("Filter: from == server"))
        stage.press("S-Tab")
        #expect(stage.text.contains("Filter: from == client"))
        stage.press("Esc")
        #expect(stage.inspector.dialog != nil)
        stage.press("Enter")
        #expect(stage.inspector.shared.filterText == "from == client")
    }

    @Test func `the history has each filter once, the latest last`() throws {
        var stage = try MessagesStage.connections()
        for text in ["tls", "rtt", "tls"] {
            stage.press("f", "^u")
            stage.type(text)
            stage.press("Enter")
        }
        #expect(stage.inspector.shared.settings.filterHistory == ["rtt", "tls"])
        stage.press("f", "Up", "Up", "Enter")
        #expect(stage.inspector.shared.filterText == "rtt")
    }

    @Test func `text is pasted`() throws {
        var stage = try MessagesStage.connections()
        stage.press("f")
        _ = stage.inspector.update(.terminal(.paste("code == \n1000\u{1b}[2J")))
        #expect(stage.text.contains("code ==  1000 [2J"))
    }
}
