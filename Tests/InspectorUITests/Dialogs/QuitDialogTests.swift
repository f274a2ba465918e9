import Testing
import TextScreen

@testable import InspectorUI

struct QuitDialogTests {
    @Test(arguments: pictureSizes)
    func `it looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage.connections(columns, rows)
        var status = SourceStatus()
        (status.isTemporary, status.isLive) = (true, true)
        _ = stage.inspector.update(.status(status))
        stage.press("q")
        expectPicture(stage.screen, "quit-\(columns)x\(rows)")
    }

    @Test(arguments: ["y", "q", "Enter"])
    func `these keys quit`(_ key: String) throws {
        var stage = try MessagesStage.connections()
        stage.press("q", key)
        #expect(stage.takeEffects() == [.quit])
    }

    @Test func `n and Esc stay, and s saves first`() throws {
        var stage = try MessagesStage.connections()
        stage.press("q", "x")
        #expect(stage.inspector.dialog is QuitDialog)
        stage.press("n", "q", "Esc")
        #expect(stage.inspector.dialog == nil && stage.effects == [])
        stage.press("q", "s")
        #expect(stage.inspector.dialog is ExportDialog)
    }
}
