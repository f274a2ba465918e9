import Dissection
import JSONText
import PayloadViews
import TextScreen
import WebSocketWire

/// A stretch of text of one role.
struct TextPiece: Sendable, Hashable {
    /// The text.
    var text: String
    /// What it is.
    var role: Role

    /// Text of a role.
    init(_ text: String, _ role: Role = .plain) {
        self.text = text
        self.role = role
    }
}

/// What a message says, in a line.
enum MessageWords {
    /// Characters of a preview, at most.
    private static let longest = 400

    /// The line: what is wrong with the message, what its kind adds, and how its payload begins.
    static func preview(_ line: MessageLine, _ context: PayloadContext) -> [TextPiece] {
        var pieces = troubles(line.message, line.trouble, kept: line.payload.count)
        let message = line.message
        if message.opcode == .close {
            pieces += close(line.payload)
            return pieces
        }
        if message.opcode == .pong {
            if let answer = message.answer {
                pieces.append(TextPiece("rtt \(TimeWords.duration(answer.roundTrip)) ", .good))
            } else {
                pieces.append(TextPiece("answers no ping ", .faint))
            }
        }
        pieces += payload(line, context)
        return pieces
    }

    /// What is wrong with a message.
    static func troubles(_ message: Message, _ trouble: Message.Trouble?, kept: Int) -> [TextPiece] {
        var words: [String] = []
        if let trouble {
            if trouble.isIncomplete { words.append("incomplete") }
            if trouble.missing > 0 { words.append("\(CountWords.bytes(trouble.missing)) B missing") }
            if trouble.holes.count > 1 { words.append("\(trouble.holes.count) holes") }
            words += trouble.doubt.names
        }
        return words.isEmpty ? [] : [TextPiece("[\(words.joined(separator: ", "))] ", .warning)]
    }

    /// The code, its name and the reason of a Close.
    static func close(_ payload: [UInt8]) -> [TextPiece] {
        let body = unsafe CloseBody(payload.span.bytes)
        var pieces: [TextPiece] = []
        if let code = body.code {
            let role: Role = code.rawValue == 1000 || code.rawValue == 1001 ? .good : .warning
            pieces.append(TextPiece("\(code.rawValue) ", .number))
            pieces.append(TextPiece("\(code.name ?? "no meaning") ", role))
        }
        switch body {
        case .empty: pieces.append(TextPiece("without a code", .faint))
        case .code:
            guard payload.count > 2 else { break }
            pieces.append(TextPiece("“\(visible(Array(payload.dropFirst(2))))”", .string))
        case .unreadable:
            pieces.append(TextPiece("reason is not readable: ", .warning))
            pieces.append(TextPiece(hex(payload.dropFirst(2), limit: 40), .bytes))
        }
        return pieces
    }

    private static func payload(_ line: MessageLine, _ context: PayloadContext) -> [TextPiece] {
        let message = line.message
        guard !line.payload.isEmpty else {
            return message.opcode.isControl ? [] : [TextPiece("empty", .faint)]
        }
        let isInflated = line.trouble?.doubt.contains(.notInflated) != true
        var text = TextLine()
        if isInflated {
            let format = unsafe PayloadViewer.summarise(line.payload.span.bytes, facts(message, context), into: &text)
            if let format { return [TextPiece("\(format.title) ", .comment), TextPiece(text.text)] }
        }
        if message.opcode == .text, isInflated { return plain(line) }
        if isInflated, unsafe VisibleText.isPrintableASCII(line.payload.span.bytes) {
            return [TextPiece(visible(line.payload), .string)]
        }
        return [TextPiece(hex(line.payload[...], limit: 64), .bytes), TextPiece("  " + ascii(line.payload), .faint)]
    }

    private static func plain(_ line: MessageLine) -> [TextPiece] {
        if let length = line.message.textLength {
            return [TextPiece(visible(Array(line.payload.prefix(length))))]
        }
        return PlainText.pieces(line.payload.prefix(longest)).map { piece in
            piece.role == .error ? piece : TextPiece(VisibleText.of(piece.text), .warning)
        }
    }

    /// What is known of a message's payload before it is looked at.
    static func facts(_ message: Message, _ context: PayloadContext) -> PayloadFacts {
        let kind: PayloadFacts.Kind = message.opcode == .text ? .text : message.opcode == .binary ? .binary : .other
        return PayloadFacts(kind: kind, context: context, isWhole: !message.isCapped && !message.hasTrouble)
    }

    /// Text on one line: what cannot be seen is written as an escape, bytes that are no UTF-8 as U+FFFD.
    static func visible(_ bytes: [UInt8]) -> String {
        var text = TextLine()
        let isWhole = unsafe VisibleText.write(bytes.span.bytes, limit: longest, backslashes: .kept, to: &text)
        return isWhole ? text.text : text.text + "…"
    }

    /// Bytes in hexadecimal.
    static func hex(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
        let text = bytes.prefix(limit).map { HexWords.byte($0) }.joined(separator: " ")
        return bytes.count > limit ? text + " …" : text
    }

    private static func ascii(_ bytes: [UInt8]) -> String {
        HexWords.ascii(bytes.prefix(64))
    }
}
