import Testing

@testable import InspectorUI

struct ColumnsDialogTests {
    @Test func `columns are hidden and moved, and kept`() throws {
        var stage = try MessagesStage.connections()
        stage.press("o", "Space", "j", "J", "Enter")
        let usual = ConnectionColumn.usual
        let columns = stage.inspector.shared.settings.columns
        #expect(columns.prefix(2) == [usual[2], usual[1]] && columns.count == usual.count - 1)
        #expect(stage.takeEffects() == [.save(stage.inspector.shared.settings)])
    }

    @Test func `Esc keeps them as they were`() throws {
        var stage = try MessagesStage.connections()
        stage.press("o", "Space", "Esc")
        #expect(stage.inspector.shared.settings.columns == ConnectionColumn.usual && stage.effects == [])
    }
}
