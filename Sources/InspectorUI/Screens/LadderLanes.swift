import ByteStreams
import Dissection
import PayloadViews
import TextScreen
import WebSocketWire

/// Where client and server stand, and the arrows between them.
struct LadderLanes {
    /// The column of the client's lane.
    let client: Int
    /// The column of the server's lane.
    let server: Int
    private let isNarrow: Bool
    private let tellsConnection: Bool

    /// Nanoseconds without a message that are worth to be seen.
    private static let longGap: Int64 = 1_000_000_000

    /// The lanes of an area in which times take so many columns. `tellsConnection` has each arrow tell whose it is.
    init(_ area: ScreenArea, timeColumns: Int, tellsConnection: Bool = false) {
        isNarrow = area.columns < 70
        self.tellsConnection = tellsConnection
        client = area.left + (isNarrow ? 3 : timeColumns + 13)
        server = max(client + 10, area.right - (isNarrow ? 2 : 8))
    }

    /// Says who stands where.
    func drawHead(_ opening: ConnectionOpening?, _ area: ScreenArea, _ canvas: inout Canvas) {
        canvas.fill(row: area.top, Style(.heading), in: area)
        var (clientWords, serverWords) = ("client", "server")
        if let opening {
            let (full, other) = ("client \(opening.client)", "\(opening.server) server")
            if TextWidth.columns(of: full + other) + 4 < server - client {
                (clientWords, serverWords) = (full, other)
            }
        }
        canvas.write(
            clientWords, Style(.client, .bold), row: area.top, column: max(area.left, client - 2), in: area)
        canvas.write(
            serverWords, Style(.server, .bold), row: area.top,
            column: max(client + 8, server - TextWidth.columns(of: serverWords) + (isNarrow ? 2 : 3)), in: area)
    }

    /// Draws a message as an arrow with its label on it, and the time that has passed in silence before it.
    func draw(
        _ line: MessageLine, _ context: PayloadContext, row: Int, gap: Int64?, isPartner: Bool, _ area: ScreenArea,
        _ canvas: inout Canvas
    ) {
        let message = line.message
        let isFromClient = message.from == .fromClient
        let role: Role = message.opcode.isControl ? .control : isFromClient ? .client : .server
        let style = isPartner ? Style(role, [.bold, .underlined]) : Style(role)
        let silence = gap.flatMap { $0 >= Self.longGap ? "+" + TimeWords.duration($0) : nil }
        if let silence, !isNarrow {
            canvas.write(
                silence, Style(.warning), row: row, column: client - 11, width: 9, alignsRight: true, in: area)
        }
        if isNarrow { canvas.fill(row: row, .plain, in: area) }
        drawArrow(message, row: row, isBroken: silence != nil, style, area, &canvas)
        let room = server - client - 1
        let words = (isNarrow ? silence.map { "\($0): " } ?? "" : "") + label(line, context)
        let label = " \(words) "
        let width = min(TextWidth.columns(of: label, limit: room), room - 6)
        canvas.write(
            label, style, row: row, column: isFromClient ? client + 4 : server - 4 - width, width: width,
            alignsRight: false, in: area)
    }

    private func drawArrow(
        _ message: Message, row: Int, isBroken: Bool, _ style: Style, _ area: ScreenArea, _ canvas: inout Canvas
    ) {
        let isFromClient = message.from == .fromClient
        let dash = message.opcode.isControl ? "╌" : "─"
        let lane = isBroken ? "┆" : "│"
        canvas.write(lane, Style(.border), row: row, column: client, in: area)
        canvas.write(String(repeating: dash, count: server - client - 1), style, row: row, column: client + 1, in: area)
        canvas.write(lane, Style(.border), row: row, column: server, in: area)
        canvas.write(
            isFromClient ? "►" : "◄", style, row: row, column: isFromClient ? server - 1 : client + 1, in: area)
    }

    private func label(_ line: MessageLine, _ context: PayloadContext) -> String {
        let message = line.message
        var words: [String] = []
        if tellsConnection { words.append("#\(message.connection)") }
        words.append("\(message.opcode)")
        if message.opcode == .ping { words.append("#\(message.number)") }
        if let answer = message.answer {
            words.append("of #\(answer.ping), RTT \(TimeWords.duration(answer.roundTrip))")
        } else if message.opcode == .pong {
            words.append("of no ping")
        }
        if let length = message.length, !message.opcode.isControl { words.append(CountWords.bytes(length)) }
        if message.opcode != .ping, message.opcode != .pong {
            let preview = MessageWords.preview(line, context)
            words.append(preview.map(\.text).joined())
        }
        return words.joined(separator: " ")
    }
}
