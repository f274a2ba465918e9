/// The tabs of the detail pane.
enum DetailTab: Int, Sendable, Hashable, CaseIterable {
    case pretty, text, hex, frames, timing

    /// The name that people see.
    var title: String {
        switch self {
        case .pretty: "Pretty"
        case .text: "Text"
        case .hex: "Hex"
        case .frames: "Frames"
        case .timing: "Timing"
        }
    }
}
