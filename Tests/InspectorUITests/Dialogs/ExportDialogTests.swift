import Testing
import TextScreen

@testable import InspectorUI

struct ExportDialogTests {
    private static func request(_ stage: inout MessagesStage) -> ExportRequest? {
        stage.takeEffects().lazy.compactMap { effect in
            if case .export(let request) = effect { request } else { nil }
        }.first
    }

    @Test(arguments: pictureSizes)
    func `it looks like this`(_ columns: Int, _ rows: Int) throws {
        var stage = try MessagesStage.connections(columns, rows)
        stage.press("s")
        expectPicture(stage.screen, "export-\(columns)x\(rows)")
        stage.press("Enter")
        _ = stage.inspector.update(.export(.exists))
        expectPicture(stage.screen, "export-exists-\(columns)x\(rows)")
        stage.press("y")
        _ = stage.inspector.update(.export(.progress(done: 1, of: 3)))
        expectPicture(stage.screen, "export-progress-\(columns)x\(rows)")
        _ = stage.inspector.update(
            .export(.failed("/nowhere/wscope-export.jsonl: there is no such folder: make it, or choose another one")))
        expectPicture(stage.screen, "export-failed-\(columns)x\(rows)")
    }

    @Test func `all messages over 1 KB that the server sent on a path are five keys away`() throws {
        var stage = try MessagesStage.connections()
        let filter = #"path == "/ticker" && from == server && length > 1k"#
        stage.press("f")
        stage.type(filter)
        stage.press("Enter", "s", "Enter")
        #expect(
            Self.request(&stage)
                == ExportRequest(
                    extent: .shown(filter: filter, connections: []), format: .jsonl, path: "wscope-export.jsonl",
                    replaces: false))
    }

    @Test func `without a filter and marks everything is written`() throws {
        var stage = try MessagesStage.connections()
        stage.press("s", "Enter")
        #expect(Self.request(&stage)?.extent == .all)
    }

    @Test func `what is marked comes first`() throws {
        var stage = try MessagesStage.connections()
        stage.press("Space", "s", "Enter")
        #expect(Self.request(&stage)?.extent == .marked(messages: [], connections: [1]))
    }

    @Test func `the ending follows the format, and the format a typed ending`() throws {
        var stage = try MessagesStage.connections()
        stage.press("s", "Tab", "Right", "Enter")
        #expect(Self.request(&stage)?.path == "wscope-export.csv")
        _ = stage.inspector.update(.export(.cancelled))
        stage.press("s")
        stage.type("out.har")
        stage.press("Enter")
        let request = Self.request(&stage)
        #expect(request?.path == "out.har" && request?.format == .har)
        _ = stage.inspector.update(.export(.cancelled))
        stage.press("s")
        stage.type("out.har")
        stage.press("Up", "Right", "Enter")
        #expect(Self.request(&stage)?.path == "out.log")
    }

    @Test func `a file that is there is replaced only where that is said`() throws {
        var stage = try MessagesStage.connections()
        stage.press("s", "Enter")
        _ = Self.request(&stage)
        _ = stage.inspector.update(.export(.exists))
        stage.press("n")
        #expect(stage.takeEffects() == [])
        stage.press("Enter")
        #expect(Self.request(&stage)?.replaces == false)
        _ = stage.inspector.update(.export(.exists))
        stage.press("y")
        #expect(Self.request(&stage)?.replaces == true)
    }

    @Test(arguments: ["Esc", "^c"])
    func `it is given up on the way`(_ key: String) throws {
        var stage = try MessagesStage.connections()
        stage.press("s", "Enter")
        _ = stage.takeEffects()
        stage.press("x", key)
        #expect(stage.takeEffects() == [.cancelExport])
        #expect(stage.inspector.dialog != nil)
        _ = stage.inspector.update(.export(.cancelled))
        #expect(stage.inspector.dialog == nil)
    }

    @Test func `an empty path is refused, and the end is told`() throws {
        var stage = try MessagesStage.connections()
        stage.press("s", "Up", "^u", "Enter")
        #expect(stage.takeEffects() == [] && stage.text.contains("name a file"))
        stage.type("a")
        stage.press("Enter")
        _ = stage.inspector.update(.export(.done("12 messages are in a")))
        #expect(stage.inspector.dialog == nil && stage.inspector.saying?.words == "12 messages are in a")
    }
}
