import Dissection
import WebSocketWire

/// What of a Close message stands for its body.
extension CloseBody {
    /// The body of a message; nil where it is no Close, or where too little of it is there to be read.
    static func told(by message: Message, _ bytes: RawSpan) -> CloseBody? {
        guard message.opcode == .close, !message.hasTrouble, !message.isCapped else { return nil }
        return CloseBody(bytes)
    }

    /// Whether the code and the reason say all of the body.
    var isTold: Bool {
        switch self {
        case .empty, .code: true
        case .unreadable: false
        }
    }
}
