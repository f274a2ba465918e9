import ByteStreams
import Dissection
import TextScreen
import WebSocketWire

/// The frames of a message, each header field by field.
enum FramesText {
    /// Frames that are shown.
    static let most = 500

    /// The rows for a message's frames.
    static func rows(_ whole: WholeMessage, _ times: TimeWords, width: Int) -> [DetailRow] {
        guard !whole.frames.isEmpty else {
            return [DetailRow("the headers of its frames are not recorded", .faint)]
        }
        var wrapping = RowWrapping(width: width)
        for (index, frame) in whole.frames.prefix(most).enumerated() {
            if index > 0 { wrapping.add([], line: index) }
            for pieces in rows(frame, of: whole.message.frames, times) {
                wrapping.add(words: pieces, line: index)
            }
        }
        if whole.frames.count > most {
            let words = "… \(CountWords.long(UInt64(whole.frames.count - most))) more frames"
            wrapping.add([TextPiece(words, .comment)], line: most)
        }
        return wrapping.rows
    }

    private static func rows(_ frame: Frame, of count: Int, _ times: TimeWords) -> [[TextPiece]] {
        let header = frame.header
        let isClient = frame.from == .fromClient
        let bytes = header.wireBytes
        var rows: [[TextPiece]] = [
            [
                TextPiece("frame \(frame.number) of \(max(count, frame.number)) ", .heading),
                TextPiece(isClient ? "→ " : "← ", isClient ? .client : .server),
                TextPiece(times.time(frame.time, before: nil), .faint),
            ],
            [
                TextPiece("header  ", .name),
                TextPiece(bytes.map { HexWords.byte($0) }.joined(separator: " "), .bytes),
            ],
        ]
        for field in header.fields { rows.append(row(field, bytes, header, frame)) }
        rows.append([
            TextPiece("payload ", .name), TextPiece(CountWords.long(header.length), .number),
            TextPiece(
                " bytes on the wire, \(CountWords.long(header.length &+ UInt64(bytes.count))) with the header", .faint),
        ])
        return rows
    }

    private static func row(
        _ field: HeaderField, _ bytes: [UInt8], _ header: FrameHeader, _ frame: Frame
    ) -> [TextPiece] {
        let name = field.name + String(repeating: " ", count: max(0, 9 - field.name.utf8.count))
        var pieces: [TextPiece]
        if field.bits == 0xff {
            let hex = bytes[field.bytes].map { HexWords.byte($0) }.joined(separator: " ")
            pieces = [TextPiece(name, .name), TextPiece(hex + " ", .bytes)]
        } else {
            let byte = bytes[field.bytes.lowerBound]
            pieces = [TextPiece(HexWords.bits(byte, shown: field.bits) + " ", .bytes), TextPiece(name, .name)]
        }
        pieces.append(TextPiece(field.words, isOdd(field, header, frame) ? .warning : .plain))
        return pieces
    }

    /// Whether a field says what RFC 6455 section 5.2 does not allow.
    private static func isOdd(_ field: HeaderField, _ header: FrameHeader, _ frame: Frame) -> Bool {
        switch field.name {
        case "RSV2", "RSV3": header.first & field.bits != 0
        case "opcode": header.opcode.isReserved
        case "MASK": header.isMasked != (frame.from == .fromClient)
        case "length": field.bits == 0xff && !header.isLengthMinimal
        case "FIN": header.opcode.isControl && !header.isFinal
        default: false
        }
    }
}
