import Dissection
import WebSocketWire

/// Payloads that go to the clipboard or the pager.
extension MessagesScreen {
    /// Bytes that a clipboard takes through a terminal (OSC 52), and that a pager is given.
    static let mostCopied = 74_000
    static let mostPaged = 16 << 20

    /// The text of a payload for the clipboard: as it is where it is text, else in hexadecimal; and how many of its bytes.
    static func copied(_ whole: WholeMessage) -> (text: String, bytes: Int) {
        let isText = whole.message.textLength != nil && whole.message.opcode == .text
        if isText {
            let count = min(whole.message.textLength ?? 0, min(whole.payload.count, mostCopied))
            var end = count
            while end > 0, end < whole.payload.count, whole.payload[end] & 0xc0 == 0x80 { end -= 1 }
            return (String(decoding: whole.payload[..<end], as: UTF8.self), end)
        }
        let bytes = whole.payload.prefix(mostCopied / 2)
        return (bytes.map { HexWords.byte($0) }.joined(), bytes.count)
    }
}
