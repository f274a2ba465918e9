import Dissection
import TextScreen
import WebSocketWire

/// A message's bytes in hexadecimal, with a cursor on one of them.
struct HexView {
    /// A row that is ready to be drawn.
    private struct Row {
        let place: Int
        let kind: HexMap.Kind
        let bytes: [UInt8]
    }

    /// Whether a compressed message is shown as it was on the wire.
    private(set) var showsWire = false
    private(set) var cursor = ListCursor()
    private var column = 0
    private var map = HexMap(payload: 0, frames: [], isExact: false, perRow: 16)
    private var rows: [Row] = []
    private var digits = 4
    private var words: [TextPiece] = []

    /// The view of no message.
    init() {}

    /// Whether the end of what was read is seen.
    var isAtEnd: Bool { cursor.top + cursor.height >= map.rowCount }

    /// Shows the wire's bytes instead of the inflated ones, or these again.
    mutating func toggleWire() {
        let wire = showsWire
        self = HexView()
        showsWire = !wire
    }

    /// Moves as an action says; false where it says nothing about moving.
    mutating func perform(_ action: Action) -> Bool {
        switch action {
        case .moveLeft: step(-1)
        case .moveRight: step(1)
        case .follow: return false
        default:
            guard cursor.perform(action) else { return false }
            cursor.isFollowing = false
            column = min(column, max(0, (map.row(cursor.row)?.bytes.count ?? 1) - 1))
        }
        return true
    }

    private mutating func step(_ step: Int) {
        let count = map.row(cursor.row)?.bytes.count ?? 0
        if column + step < 0 {
            guard cursor.row > 0 else { return }
            cursor.move(by: -1)
            column = max(0, (map.row(cursor.row)?.bytes.count ?? 1) - 1)
        } else if column + step >= count {
            guard cursor.row + 1 < map.rowCount else { return }
            cursor.move(by: 1)
            column = 0
        } else {
            column += step
        }
    }

    /// Reads the rows that will be shown.
    mutating func prepare(_ whole: WholeMessage, width: Int, height: Int) {
        let wire = showsWire ? whole.compressed : nil
        let payload = wire ?? whole.payload
        digits = payload.count > 0xffff ? 6 : 4
        let room = width - digits - 3
        let perRow = room >= 16 * 4 ? 16 : room >= 8 * 4 ? 8 : 4
        let message = whole.message
        let isInflated = message.isCompressed && wire == nil && whole.trouble?.doubt.contains(.notInflated) != true
        let isExact = whole.trouble.map { $0.missing == 0 && $0.holes.isEmpty } ?? true
        map = HexMap(
            payload: payload.count, frames: isInflated ? [] : whole.frames.map(\.header), isExact: isExact,
            perRow: perRow)
        cursor.fit(count: map.rowCount, height: max(1, height - 1))
        column = min(column, max(0, (map.row(cursor.row)?.bytes.count ?? 1) - 1))
        rows = cursor.shown.compactMap { row in
            guard let (segment, bytes) = map.row(row) else { return nil }
            return Row(place: bytes.lowerBound, kind: segment.kind, bytes: Self.bytes(segment, bytes, payload, whole))
        }
        words = tell(whole, payload)
    }

    private static func bytes(
        _ segment: HexMap.Segment, _ range: Range<Int>, _ payload: [UInt8], _ whole: WholeMessage
    ) -> [UInt8] {
        switch segment.kind {
        case .payload: Array(payload[range.clamped(to: 0..<payload.count)])
        case .header(let frame):
            frame < whole.frames.count
                ? Array(whole.frames[frame].header.wireBytes.dropFirst(range.lowerBound).prefix(range.count)) : []
        }
    }

    /// What is under the cursor, in words.
    private func tell(_ whole: WholeMessage, _ payload: [UInt8]) -> [TextPiece] {
        guard let (segment, bytes) = map.row(cursor.row), column < bytes.count else { return [] }
        let place = bytes.lowerBound + column
        switch segment.kind {
        case .header(let frame): return tellHeader(whole.frames[frame], place, of: whole)
        case .payload(let frame):
            let byte = place < payload.count ? payload[place] : 0
            var pieces = [
                TextPiece("byte \(CountWords.long(UInt64(place)))", .number),
                TextPiece(" 0x\(HexWords.byte(byte)) \(byte)"),
            ]
            if let frame, frame < whole.frames.count {
                let header = whole.frames[frame]
                pieces.append(
                    TextPiece(
                        "  frame \(header.number)/\(whole.message.frames)"
                            + " byte \(CountWords.long(UInt64(place - segment.bytes.lowerBound)))"
                            + " of \(CountWords.long(header.header.length))", .faint))
            } else if whole.message.isCompressed, !showsWire {
                pieces.append(TextPiece("  inflated", .faint))
            }
            return pieces
        }
    }

    private func tellHeader(_ frame: Frame, _ place: Int, of whole: WholeMessage) -> [TextPiece] {
        let header = frame.header
        var pieces = [TextPiece("frame \(frame.number)/\(whole.message.frames) ", .heading)]
        if place == 0 {
            let reserved = (0..<3).map { header.reservedBits & (4 >> UInt8($0)) == 0 ? "0" : "1" }.joined()
            pieces += [TextPiece("FIN", .name), TextPiece(header.isFinal ? "=1 " : "=0 ")]
            pieces += [TextPiece("RSV", .name), TextPiece("=\(reserved) ")]
            return pieces + [TextPiece("opcode", .name), TextPiece("=\(header.opcode.rawValue) \(header.opcode)")]
        }
        for field in header.fields where field.bytes.contains(place) {
            let value = field.name == "MASK" ? (header.isMasked ? "1" : "0") : field.words
            pieces += [TextPiece(field.name, .name), TextPiece(value.isEmpty ? " " : "=\(value) ")]
        }
        return pieces
    }

    /// Draws it.
    func draw(_ area: ScreenArea, hasFocus: Bool, on canvas: inout Canvas) {
        guard map.rowCount > 0 else {
            canvas.write("empty", Style(.faint), row: area.top, column: area.left, in: area)
            return
        }
        for (index, row) in rows.enumerated() where index < area.rows - 1 {
            let isCurrent = cursor.shown.lowerBound + index == cursor.row
            draw(row, area.top + index, isCurrent ? column : nil, hasFocus, area, &canvas)
        }
        guard area.rows > 1 else { return }
        TextPieces.draw(words, row: area.bottom - 1, column: area.left, in: area, on: &canvas)
    }

    private func draw(
        _ row: Row, _ line: Int, _ current: Int?, _ hasFocus: Bool, _ area: ScreenArea, _ canvas: inout Canvas
    ) {
        var label = HexWords.number(UInt64(row.place), digits)
        var role = Role.plain
        if case .header(let frame) = row.kind {
            let name = "F\(frame + 1)"
            label = name + String(repeating: " ", count: max(0, digits - name.utf8.count))
            role = .control
        }
        canvas.write(label, Style(role == .control ? .control : .faint), row: line, column: area.left, in: area)
        let start = area.left + digits + 1
        let ascii = start + map.perRow * 3 + 1
        for (index, byte) in row.bytes.enumerated() {
            let isCurrent = index == current
            let emphasis: Emphasis = isCurrent ? (hasFocus ? [.reversed, .bold] : .underlined) : []
            let byteRole: Role = role == .control ? .control : byte == 0 ? .faint : .bytes
            canvas.write(
                HexWords.byte(byte), Style(byteRole, emphasis), row: line, column: start + index * 3, in: area)
            guard role != .control else { continue }
            let isShown = byte >= 0x20 && byte < 0x7f
            canvas.write(
                isShown ? String(Unicode.Scalar(byte)) : "·", Style(isShown ? .string : .faint, emphasis), row: line,
                column: ascii + index, in: area)
        }
    }
}
