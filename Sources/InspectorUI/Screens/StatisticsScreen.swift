import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// What was counted: rates over time, sizes, opcodes, compression, round trips, and who talks most.
struct StatisticsScreen: InspectorScreen {
    let kind = ScreenKind.statistics
    private var cursor = ListCursor()
    private var talkers: [ConnectionRow] = []
    private var madeAt: Int64 = .min / 2
    private var order: [Int] = []
    private var byMessages = false
    private var part = StatisticsPart.everything
    private let connections: [Int]

    /// Nanoseconds after which the top talkers are found anew.
    private static let interval: Int64 = 1_000_000_000
    private static let mostTalkers = 50

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
    }

    private var current: Int? { order.indices.contains(cursor.row) ? order[cursor.row] : nil }

    var target: ScreenTarget { ScreenTarget(connections: current.map { [$0] } ?? connections) }

    func title(_ shared: Shared) -> String {
        let whole = part == .everything ? "all connections" : part.title
        return shared.filter == nil ? whole : "\(whole), without the filter"
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        if cursor.perform(action) { return true }
        switch action {
        case .enter:
            guard let current else { return true }
            shared.requests.append(.open(.messages, ScreenTarget(connections: [current])))
        case .sortNext, .sortPrevious, .reverse:
            byMessages.toggle()
            order = []
            cursor.move(to: 0)
        case .nextPane: part = part.next(1)
        case .previousPane: part = part.next(-1)
        case .back where part != .everything: part = .everything
        case .copy:
            let words = StatisticsDrawing(statistics: shared.tally.all).summary
            shared.requests.append(.effect(.copy(words.joined(separator: "\n"))))
            shared.say("copied: the totals")
        default: return false
        }
        return true
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        let talkers = StatisticsLayout(area, part).talkers
        let row = cursor.top + event.row - talkers.top - 1
        let isOnRow = event.row > talkers.top && talkers.contains(row: event.row, column: event.column)
        switch event.kind {
        case .wheelUp: _ = cursor.perform(.moveUp)
        case .wheelDown: _ = cursor.perform(.moveDown)
        case .click where isOnRow && row < order.count: cursor.move(to: row)
        case .doubleClick where isOnRow && row < order.count: _ = perform(.enter, &shared)
        case .click, .doubleClick: break
        }
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        let before = current
        if shared.now.since(Timestamp(nanoseconds: madeAt)) >= Self.interval || order.isEmpty { findTalkers(shared) }
        if let before, let place = order.firstIndex(of: before) { cursor.shift(by: place - cursor.row) }
        cursor.fit(count: order.count, height: max(1, StatisticsLayout(area, part).talkers.rows - 1))
        let rows = shared.session.connections(cursor.shown.map { order[$0] })
        talkers = rows.map { record in
            ConnectionRow(
                number: record.opening.connection, record: record,
                tally: shared.tally.connection(record.opening.connection), present: shared.present)
        }
    }

    private mutating func findTalkers(_ shared: Shared) {
        madeAt = shared.now.nanoseconds
        var best: [(number: Int, amount: UInt64)] = []
        for number in 1...max(1, shared.tally.count) {
            let tally = shared.tally.sums(number)
            let sums = byMessages ? tally.messages : tally.bytes
            let amount = sums.client &+ sums.server
            guard amount > 0, best.count < Self.mostTalkers || amount > best[best.count - 1].amount else { continue }
            best.insert((number, amount), at: best.firstIndex { $0.amount < amount } ?? best.count)
            if best.count > Self.mostTalkers { best.removeLast() }
        }
        order = best.map(\.number)
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let layout = StatisticsLayout(area, part)
        let drawing = StatisticsDrawing(statistics: shared.tally.all)
        drawing.drawSummary(layout.summary, on: &canvas)
        drawing.drawRates(layout.rates, zone: shared.zone, on: &canvas)
        drawing.drawOpcodes(layout.opcodes, on: &canvas)
        drawing.drawSizes(layout.sizes, on: &canvas)
        drawing.drawRoundTrips(layout.roundTrips, on: &canvas)
        drawTalkers(layout.talkers, &canvas)
    }

    private func drawTalkers(_ area: ScreenArea, _ canvas: inout Canvas) {
        guard area.rows > 0 else { return }
        canvas.fill(row: area.top, Style(.heading), in: area)
        canvas.write(
            "Top talkers by \(byMessages ? "messages" : "bytes") (> changes, Enter opens)", Style(.heading),
            row: area.top, column: area.left + 1, in: area)
        let most = talkers.map { Self.amount($0, byMessages) }.max() ?? 1
        for (line, row) in talkers.enumerated() {
            let amount = Self.amount(row, byMessages)
            Bars.draw(
                label: "#\(row.number) \(row.host)\(row.path)", share: Double(amount) / Double(max(1, most)),
                value: CountWords.short(amount), .graph, row: area.top + 1 + line,
                labelColumns: min(36, area.columns / 2), in: area, on: &canvas)
            if row.number == current { canvas.emphasise(row: area.top + 1 + line, .selected, in: area) }
        }
    }

    private static func amount(_ row: ConnectionRow, _ byMessages: Bool) -> UInt64 {
        let sums = byMessages ? row.tally.messages : row.tally.bytes
        return sums.client &+ sums.server
    }
}
