import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// The handshake of a connection: both heads side by side, what was offered and agreed, the key worked out, TLS.
struct HandshakeScreen: InspectorScreen {
    let kind = ScreenKind.handshake
    private var connections: [Int]
    private var shown: Int?
    private var record: ConnectionRecord?
    private var first = 0
    private var height = 1
    private var lines: [HandshakeRow] = []
    private var made: (record: ConnectionRecord?, columns: Int)?

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
        shown = connections.first ?? (shared.session.connectionCount > 0 ? 1 : nil)
    }

    var target: ScreenTarget { ScreenTarget(connections: shown.map { [$0] } ?? []) }

    func title(_ shared: Shared) -> String { shown.map { "connection \($0)" } ?? "" }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        switch action {
        case .moveDown: first += 1
        case .moveUp: first -= 1
        case .pageDown: first += height - 1
        case .pageUp: first -= height - 1
        case .halfPageDown: first += height / 2
        case .halfPageUp: first -= height / 2
        case .moveToStart: first = 0
        case .moveToEnd: first = .max / 2
        case .nextPane, .moveRight: turn(1, shared)
        case .previousPane, .moveLeft: turn(-1, shared)
        case .enter: shared.requests.append(.open(.messages, target))
        case .copy: copy(&shared)
        default: return false
        }
        first = max(0, min(first, lines.count - height))
        return true
    }

    private mutating func turn(_ step: Int, _ shared: Shared) {
        guard let shown else { return }
        first = 0
        if connections.count > 1, let place = connections.firstIndex(of: shown) {
            self.shown = connections[(place + step + connections.count) % connections.count]
        } else {
            self.shown = max(1, min(shared.session.connectionCount, shown + step))
        }
    }

    private func copy(_ shared: inout Shared) {
        guard let handshake = record?.opening.handshake else { return }
        let heads = [handshake.request, handshake.response].compactMap { $0 }.map { head in
            HandshakeLines.head(head).map { $0.map(\.text).joined() }.joined(separator: "\n")
        }
        shared.requests.append(.effect(.copy(heads.joined(separator: "\n\n"))))
        shared.say("copied: both heads")
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        if event.kind == .wheelUp { _ = perform(.moveUp, &shared) }
        if event.kind == .wheelDown { _ = perform(.moveDown, &shared) }
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        record = shown.flatMap { shared.session.connection($0) }
        height = max(1, area.rows)
        if made.map({ $0.record != record || $0.columns != area.columns }) ?? true {
            made = (record, area.columns)
            lines = rows(area.columns, shared)
        }
        first = max(0, min(first, lines.count - height))
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            switch line {
            case .one(let pieces): HandshakeLines.draw(pieces, row: area.top + row, area, &canvas)
            case .two(let left, let right):
                let (first, second) = area.split(left: area.columns / 2)
                HandshakeLines.draw(left, row: area.top + row, first, &canvas)
                HandshakeLines.draw(right, row: area.top + row, second, &canvas)
            }
        }
        guard lines.count > area.rows, area.columns >= 60 else { return }
        let words = "\(first + 1)–\(min(lines.count, first + area.rows)) of \(lines.count)"
        canvas.write(
            words, Style(.faint), row: area.top, column: area.right - TextWidth.columns(of: words) - 1, in: area)
    }

    /// All lines: the heads beside each other where there is room, and under each other otherwise.
    private func rows(_ columns: Int, _ shared: Shared) -> [HandshakeRow] {
        guard let record else { return [.one([TextPiece("there is no connection yet", .faint)])] }
        let offset = shared.zone(CalendarTime.split(record.opening.time.nanoseconds).seconds)
        let facts = HandshakeLines.facts(record, zone: offset)
        guard let handshake = record.opening.handshake else {
            let words = "no handshake was seen: the connection began before the capture"
            return HandshakeRow.all(facts + [[], [TextPiece(words, .warning)]], columns)
        }
        let broken = HandshakeLines.broken(handshake.upgrade)
        var rows = HandshakeRow.all(facts + broken + [[]] + HandshakeLines.agreement(handshake), columns)
        rows.append(.one([]))
        rows += columns >= Self.wide ? beside(handshake, columns) : below(handshake, columns)
        return rows
    }

    /// Columns from which on both heads stand beside each other.
    private static let wide = 90

    private func beside(_ handshake: ConnectionOpening.Handshake, _ columns: Int) -> [HandshakeRow] {
        let upgrade = handshake.upgrade
        let (related, others) = HandshakeHeads.pairs(handshake)
        var rows = [
            HandshakeRow.two([TextPiece("Request", .heading)], [TextPiece("Response", .heading)])
        ]
        for pair in related { rows += HandshakeRow.pair([pair.left], [pair.right], columns) }
        rows += HandshakeRow.pair(
            HandshakeHeads.violations(upgrade.requestViolations), HandshakeHeads.violations(upgrade.responseViolations),
            columns)
        if !others.isEmpty { rows.append(.one([TextPiece("other fields", .faint)])) }
        for pair in others { rows += HandshakeRow.pair([pair.left], [pair.right], columns) }
        return rows
    }

    private func below(_ handshake: ConnectionOpening.Handshake, _ columns: Int) -> [HandshakeRow] {
        let upgrade = handshake.upgrade
        var rows: [HandshakeRow] = []
        for (title, head, violations) in [
            ("Request", handshake.request, upgrade.requestViolations),
            ("Response", handshake.response, upgrade.responseViolations),
        ] {
            if !rows.isEmpty { rows.append(.one([])) }
            rows.append(.one([TextPiece(title, .heading)]))
            let lines =
                head.map(HandshakeLines.head) ?? [[TextPiece("no \(title.lowercased()) was seen", .warning)]]
            rows += HandshakeRow.all(lines + HandshakeHeads.violations(violations), columns)
        }
        return rows
    }
}
