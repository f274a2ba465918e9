import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// How a connection began and ended, with what was said in its handshake.
enum ConnectionText {
    /// The rows for its beginning.
    static func opening(_ opening: ConnectionOpening, width: Int) -> [DetailRow] {
        var wrapping = RowWrapping(width: width)
        wrapping.add(words: ConnectionWords.opening(opening), line: 0)
        wrapping.add(
            [
                TextPiece("\(opening.client)", .client), TextPiece(" → ", .faint),
                TextPiece("\(opening.server)", .server),
            ], hanging: 2, line: 1)
        var line = 2
        for (name, head) in [("request", opening.handshake?.request), ("response", opening.handshake?.response)] {
            guard let head else { continue }
            wrapping.add([], line: line)
            var first = head.method.map { "\($0) \(head.target ?? "")" } ?? ""
            if let status = head.status { first = "\(status) \(head.reason ?? "")" }
            wrapping.add([TextPiece("\(name) ", .heading), TextPiece(first)], hanging: 2, line: line)
            for field in head.fields {
                line += 1
                wrapping.add(
                    [TextPiece(field.name, .name), TextPiece(": ", .punctuation), TextPiece(field.value)], hanging: 2,
                    line: line)
            }
            line += 1
        }
        return wrapping.rows
    }

    /// The rows for its end.
    static func closing(_ closing: ConnectionClosing, width: Int) -> [DetailRow] {
        var wrapping = RowWrapping(width: width)
        wrapping.add(words: ConnectionWords.closing(closing), line: 0)
        return wrapping.rows
    }
}
