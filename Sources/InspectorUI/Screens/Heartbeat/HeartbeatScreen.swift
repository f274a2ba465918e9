import ByteStreams
import TextScreen

/// The heartbeat: of one connection, every ping with its pong; of all, the worst first.
struct HeartbeatScreen: InspectorScreen {
    /// Which heartbeat of a connection is shown.
    enum Kind: Sendable, Hashable {
        /// Pings and pongs of WebSocket.
        case control
        /// Messages by which the application does the same.
        case spoken
    }

    let kind = ScreenKind.heartbeat
    private var connections: [Int]
    private var shown: Int?
    private var beats: Beats?
    private var spoken: SpokenBeats?
    /// What was asked for; nil as long as nothing was.
    private var choice: Kind?
    private var cursor = ListCursor()
    /// Beats that had been dropped when the cursor was placed.
    private var dropped = 0
    private var table = HeartbeatTable()
    private var rows: [PulseDrawing.Row] = []
    private var graph = PulseGraph()

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
        cursor.isFollowing = shared.status.isLive
        if let first = connections.first { show(first, shared) }
    }

    /// Those that are opened without a connection list all of them.
    var target: ScreenTarget {
        ScreenTarget(
            connections: shown.map { [$0] } ?? table.current.map { [$0] } ?? [],
            message: shown == nil ? nil : current?.number)
    }

    /// Pings of WebSocket where there are any, else those of the application.
    private var shownKind: Kind {
        if let choice { return choice }
        return beats?.pulse.beats.isEmpty ?? true && !(spoken?.pulse.beats.isEmpty ?? true) ? .spoken : .control
    }

    private var pulse: Pulse {
        (shownKind == .control ? beats?.pulse : spoken?.pulse) ?? Pulse()
    }

    private var current: Beat? {
        let beats = pulse.beats
        return beats.indices.contains(cursor.row) ? beats[cursor.row] : nil
    }

    private mutating func show(_ connection: Int, _ shared: Shared) {
        let record = shared.session.connection(connection)
        shown = connection
        beats = Beats(connection: connection, record: record)
        spoken = SpokenBeats(connection: connection, record: record, shared.session)
        choice = nil
        restartCursor(shared)
    }

    private mutating func restartCursor(_ shared: Shared) {
        cursor = ListCursor()
        cursor.isFollowing = shared.status.isLive
        dropped = pulse.dropped
    }

    func title(_ shared: Shared) -> String {
        shown.map { "connection \($0)" } ?? "all connections, the worst first"
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        guard let shown else {
            if action == .enter, let connection = table.current {
                show(connection, shared)
                return true
            }
            return table.perform(action)
        }
        if cursor.perform(action) { return true }
        switch action {
        case .enter:
            guard let current else { return true }
            shared.requests.append(.open(.messages, ScreenTarget(connections: [shown], message: current.number)))
        case .back:
            guard connections.isEmpty else { return false }
            showTable()
        case .searchNext, .jumpToHeartbeat: return goToWrong(shared)
        case .changeView:
            choice = shownKind == .control ? .spoken : .control
            restartCursor(shared)
        case .nextPane, .moveRight: turn(1, shared)
        case .previousPane, .moveLeft: turn(-1, shared)
        case .copy:
            guard let verdict = pulse.verdict(at: shared.present) else { return false }
            let time = PulseDrawing.time(verdict.time, shared)
            shared.requests.append(
                .effect(.copy("connection \(shown): heartbeat went wrong at \(time): \(verdict.words)")))
            shared.say("copied: when and how it went wrong")
        default: return false
        }
        return true
    }

    private mutating func goToWrong(_ shared: Shared) -> Bool {
        guard let place = pulse.verdict(at: shared.present)?.place else { return false }
        cursor.isFollowing = false
        cursor.move(to: place)
        return true
    }

    private mutating func showTable() {
        shown = nil
        beats = nil
        spoken = nil
    }

    /// Goes to another connection of those that were asked for; to all of them where only one was.
    private mutating func turn(_ step: Int, _ shared: Shared) {
        guard let shown, connections.count > 1, let place = connections.firstIndex(of: shown) else {
            connections = []
            return showTable()
        }
        show(connections[(place + step + connections.count) % connections.count], shared)
    }

    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome {
        shown != nil && goToWrong(shared) ? .found : .impossible
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        switch event.kind {
        case .wheelUp: _ = perform(.moveUp, &shared)
        case .wheelDown: _ = perform(.moveDown, &shared)
        case .click:
            let first = shown == nil ? area.top + 1 : HeartbeatLayout(area).rows.top + 1
            guard event.row >= first else { return }
            if shown == nil { return table.click(row: event.row - first) }
            cursor.isFollowing = false
            cursor.move(to: cursor.top + event.row - first)
        case .doubleClick: _ = perform(.enter, &shared)
        }
    }

    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        guard beats != nil else { return false }
        if beats?.work(shared.session, isDue: isDue) ?? false { return true }
        return spoken?.work(shared.session, isDue: isDue) ?? false
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        guard beats != nil else { return table.prepare(area, shared) }
        let pulse = pulse
        let layout = HeartbeatLayout(area)
        if pulse.dropped > dropped, !cursor.isFollowing { cursor.shift(by: dropped - pulse.dropped) }
        dropped = pulse.dropped
        cursor.fit(count: pulse.beats.count, height: layout.rows.rows - 1)
        let lines = shared.session.lines(cursor.shown.map { pulse.beats[$0].number })
        let payloads = Dictionary(lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        rows = cursor.shown.map { place in
            PulseDrawing.Row(place: place, beat: pulse.beats[place], line: payloads[pulse.beats[place].number])
        }
        graph.fit(pulse, shownKind, columns: PulseDrawing.plotColumns(layout.graph), at: shared.present)
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        guard beats != nil else { return table.draw(area, on: &canvas) }
        let layout = HeartbeatLayout(area)
        let drawing = PulseDrawing(
            pulse: pulse, kind: shownKind, other: shownKind == .control ? spoken?.pulse : beats?.pulse,
            dialect: spoken?.dialect, problem: spoken?.error, shared: shared)
        drawing.drawWords(layout.words, on: &canvas)
        drawing.drawGraph(graph, layout.graph, on: &canvas)
        drawing.drawHistogram(layout.histogram, on: &canvas)
        drawing.drawRows(rows, cursor, layout.rows, on: &canvas)
    }
}

/// Where the parts of a connection's heartbeat are.
struct HeartbeatLayout {
    let words: ScreenArea
    let graph: ScreenArea
    let histogram: ScreenArea
    let rows: ScreenArea

    init(_ area: ScreenArea) {
        let isLow = area.rows < 12
        let (words, rest) = area.split(top: isLow ? min(3, area.rows / 2) : 4)
        let (graphs, rows) = rest.split(top: isLow ? 0 : min(12, rest.rows * 2 / 5))
        let (graph, histogram) = graphs.split(left: area.columns < 90 ? graphs.columns : graphs.columns - 40)
        (self.words, self.graph, self.histogram, self.rows) = (words, graph, histogram, rows)
    }
}
