import TextScreen

@testable import InspectorUI

extension MessagesStage {
    /// A stage at the connections.
    static func connections(_ columns: Int = 80, _ rows: Int = 24) throws -> MessagesStage {
        var stage = try MessagesStage(.usual(), columns, rows, connections: [])
        stage.press("1")
        return stage
    }

    /// Types a text.
    mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { press(Key.character(scalar).name) }
    }
}

/// The sizes of pictures.
let pictureSizes = [(80, 24), (120, 40), (40, 10)]
