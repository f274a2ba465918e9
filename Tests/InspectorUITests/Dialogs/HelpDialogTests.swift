import Testing
import TextScreen

@testable import InspectorUI

struct HelpDialogTests {
    @Test(arguments: pictureSizes)
    func `it looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage.connections(columns, rows)
        stage.press("?")
        expectPicture(stage.screen, "help-\(columns)x\(rows)")
    }

    @Test(arguments: ScreenKind.allCases)
    func `every key of the screen is told`(_ kind: ScreenKind) throws {
        var stage = try MessagesStage.connections(200, 100)
        if kind != .connections { stage.press("\(kind.rawValue)") }
        stage.press("?")
        let text = stage.text
        for binding in KeyMap().bindings(on: kind) { #expect(text.contains(binding.help)) }
        #expect(text.contains("config.toml") || text.contains("more lines"))
    }

    @Test func `it scrolls to its end, and any other key closes`() throws {
        var stage = try MessagesStage.connections(40, 10)
        stage.press("?", "G")
        #expect(stage.text.contains("[keys]") && stage.inspector.dialog != nil)
        stage.press("g", "j", "k", "PgDn", "PgUp")
        #expect(stage.inspector.dialog != nil)
        stage.press("x")
        #expect(stage.inspector.dialog == nil)
    }
}
