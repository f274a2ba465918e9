import ByteStreams
import Dissection
import PayloadViews
import Sessions
import TextScreen
import WebSocketWire

/// The ladder: client and server, and an arrow for each message between them.
struct LadderScreen: InspectorScreen {
    let kind = ScreenKind.ladder
    private let connections: [Int]
    private var numbers = MessageNumbers()
    private var cursor = ListCursor()
    /// The message under the cursor, which stays there when others come.
    private var current: Int64?
    private var rows: [MessageLine] = []
    /// The message before the first one shown.
    private var before: Timestamp?
    /// The first message of the list, from which relative times count.
    private var origin: Timestamp?
    /// The connection, where there is only one.
    private var record: ConnectionRecord?
    /// What is known of the connections of the rows shown.
    private var contexts: [Int: PayloadContext] = [:]

    /// Looks at the session within which the first rows are drawn.
    private static let firstLooks = 4

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
        current = target.message
        cursor.isFollowing = shared.status.isLive && target.message == nil
        restart(shared)
    }

    private mutating func restart(_ shared: Shared) {
        let records = shared.session.connections(connections)
        let first = records.map(\.after).min().map { $0 + 1 } ?? 1
        let last = records.contains { $0.closedAfter == nil } ? nil : records.compactMap(\.closedAfter).max()
        let within = first...max(first, last ?? .max)
        numbers = MessageNumbers(
            MessageNumbers.Scope(
                connections: connections, filter: shared.filter, hidesControl: shared.settings.hidesControl,
                within: within), shared.session, around: current)
    }

    var target: ScreenTarget {
        let connection = rows.first { $0.number == current }?.message.connection
        return ScreenTarget(
            connections: connections.isEmpty ? connection.map { [$0] } ?? [] : connections, message: current)
    }

    func title(_ shared: Shared) -> String {
        if let record {
            return ConnectionWords.title(record)
        }
        return connections.isEmpty ? "all connections" : CountWords.counted(connections.count, "connection")
    }

    mutating func refresh(_ shared: inout Shared) {
        restart(shared)
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        if cursor.perform(action) {
            current = cursor.row < numbers.count ? numbers[cursor.row] : nil
            return true
        }
        switch action {
        case .enter:
            guard let current else { return true }
            shared.requests.append(
                .open(.messages, ScreenTarget(connections: target.connections, message: current)))
        case .copy, .page:
            guard let current, let whole = shared.session.whole(current, payload: 16 << 20) else { return true }
            guard action == .copy else {
                shared.requests.append(.effect(.page(whole.payload)))
                return true
            }
            shared.requests.append(.effect(.copy(String(decoding: whole.payload.prefix(74_000), as: UTF8.self))))
            shared.say("copied: \(whole.payload.count) bytes")
        default: return false
        }
        return true
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        switch event.kind {
        case .wheelUp: _ = perform(.moveUp, &shared)
        case .wheelDown: _ = perform(.moveDown, &shared)
        case .click:
            let rows = LadderLayout(area, isOne: connections.count == 1).rows
            guard event.row >= rows.top, event.row < rows.bottom else { return }
            cursor.isFollowing = false
            cursor.move(to: cursor.top + event.row - rows.top)
            current = cursor.row < numbers.count ? numbers[cursor.row] : nil
        case .doubleClick: _ = perform(.enter, &shared)
        }
    }

    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        numbers.work(shared.session, isDue: isDue)
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        if numbers.count == 0 {
            // The first rows are there at once, wherever they are found within a few looks.
            var looks = 0
            _ = numbers.work(shared.session) {
                looks += 1
                return looks > Self.firstLooks
            }
        }
        cursor.fit(count: numbers.count, height: LadderLayout(area, isOne: connections.count == 1).rows.rows)
        if !cursor.isFollowing, let current, let place = numbers.index(of: current) { cursor.move(to: place) }
        current = cursor.row < numbers.count ? numbers[cursor.row] : current
        rows = shared.session.lines(cursor.shown.map { numbers[$0] })
        contexts = Dictionary(
            rows.map { ($0.message.connection, shared.session.context(of: $0.message.connection)) },
            uniquingKeysWith: { first, _ in first })
        origin = shared.session.lines(numbers.count > 0 ? [numbers[0]] : []).first?.message.time
        record = connections.count == 1 ? shared.session.connection(connections[0]) : nil
        before = cursor.top > 0 ? shared.session.lines([numbers[cursor.top - 1]]).first?.message.time : nil
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let words = TimeWords(
            format: shared.settings.timeFormat, zone: shared.zone, origin: origin ?? Timestamp(nanoseconds: 0))
        let lanes = LadderLanes(area, timeColumns: words.width, tellsConnection: connections.count != 1)
        let layout = LadderLayout(area, isOne: connections.count == 1)
        lanes.drawHead(record?.opening, layout.head, &canvas)
        drawBegin(layout.begin, &canvas)
        if numbers.count == 0 {
            let reason = numbers.error ?? (numbers.progress(of: shared.session.messageCount).map { "searching \($0)%" })
            canvas.write(
                reason ?? "no message so far", Style(.faint), row: layout.rows.top, column: area.left + 2,
                in: layout.rows)
        }
        let partner = partner
        var last = before
        for (index, line) in rows.enumerated() {
            let row = layout.rows.top + index
            let time = line.message.time
            canvas.write(words.time(time, before: last), Style(.faint), row: row, column: area.left + 1, in: area)
            lanes.draw(
                line, contexts[line.message.connection] ?? PayloadContext(), row: row, gap: last.map { time.since($0) },
                isPartner: line.number == partner, layout.rows, &canvas)
            if line.number == current { canvas.emphasise(row: row, .selected, in: area) }
            last = time
        }
        drawEnd(layout.end, &canvas)
    }

    /// The pong of the ping under the cursor, or the ping of the pong, where it is shown.
    private var partner: Int64? {
        guard let message = rows.first(where: { $0.number == current })?.message else { return nil }
        return rows.first { line in
            guard line.message.connection == message.connection else { return false }
            return message.answer.map { $0.ping == line.message.number }
                ?? (message.opcode == .ping && line.message.answer?.ping == message.number)
        }?.number
    }

    /// How it began, above the first message.
    private func drawBegin(_ area: ScreenArea, _ canvas: inout Canvas) {
        guard let record else { return }
        draw(ConnectionWords.opening(record.opening), area, &canvas)
    }

    /// How it ended, below the last message.
    private func drawEnd(_ area: ScreenArea, _ canvas: inout Canvas) {
        guard let record else { return }
        let open = [TextPiece("not closed so far", .faint)]
        draw(record.closing.map { ConnectionWords.closing($0) } ?? open, area, &canvas)
    }

    private func draw(_ pieces: [TextPiece], _ area: ScreenArea, _ canvas: inout Canvas) {
        var column = area.left + 1
        for piece in pieces {
            column = canvas.write(piece.text, Style(piece.role), row: area.top, column: column, in: area)
        }
    }
}

/// Where the parts of the ladder are.
struct LadderLayout {
    let head: ScreenArea
    let begin: ScreenArea
    let rows: ScreenArea
    let end: ScreenArea

    /// The parts of an area: with a line each for the beginning and the end of a connection, where there is only one.
    init(_ area: ScreenArea, isOne: Bool) {
        let (head, rest) = area.split(top: 1)
        let (begin, body) = rest.split(top: isOne && area.rows >= 10 ? 1 : 0)
        let (rows, end) = body.split(top: body.rows - (isOne && body.rows > 2 ? 1 : 0))
        (self.head, self.begin, self.rows, self.end) = (head, begin, rows, end)
    }
}
