import ByteStreams
import Dissection
import Filters
import PayloadViews
import TextScreen
import WebSocketWire

/// Filters made of what is under the cursor.
enum CellFilter {
    /// Characters of a payload that a filter asks for.
    private static let longest = 24

    /// A filter for the messages that have the same in a cell; nil where there is none.
    static func text(_ cell: MessageCell, _ row: MessageRow, _ line: MessageLine?) -> String? {
        guard let message = row.message else { return "conn == \(row.connection)" }
        switch cell {
        case .connection: return "conn == \(message.connection)"
        case .time: return nil
        case .from: return "from == \"\(message.from == .fromClient ? "client" : "server")\""
        case .opcode: return "opcode == \"\(message.opcode)\""
        case .size: return message.length.map { "length == \($0)" }
        case .preview: return payload(message, line)
        }
    }

    private static func payload(_ message: Message, _ line: MessageLine?) -> String? {
        guard let line else { return nil }
        if message.opcode == .close {
            return unsafe CloseBody(line.payload.span.bytes).code.map { "code == \($0.rawValue)" }
        }
        if message.opcode == .pong, message.answer != nil { return "rtt" }
        let plain = line.payload.prefix { $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
        guard !plain.isEmpty else { return "opcode == \"\(message.opcode)\"" }
        return "payload contains \"\(String(decoding: plain.prefix(longest), as: UTF8.self))\""
    }

    /// A filter that asks for one more thing than another does.
    static func joined(_ text: String, to filter: String) -> String {
        if filter.isEmpty || filter == text { return text }
        return filter.contains("||") || filter.contains(" or ") ? "(\(filter)) && \(text)" : "\(filter) && \(text)"
    }
}
