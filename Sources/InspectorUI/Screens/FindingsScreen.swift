import ByteStreams
import Dissection
import Sessions
import TextScreen
import WebSocketWire

/// What was against the protocol, or is worth knowing otherwise: the worst first.
struct FindingsScreen: InspectorScreen {
    let kind = ScreenKind.findings
    /// The connections whose findings are listed; empty for all.
    private let connections: [Int]
    private var order: FindingOrder
    private var cursor = ListCursor()
    /// The finding under the cursor, which stays there when others come; nil at the first place.
    private var anchor: Int64?
    private var rows: [FindingRecord] = []
    /// The connection that the finding under the cursor is about.
    private var record: ConnectionRecord?
    private var quest: FindingSearch?
    private var isGathering = true

    /// Looks at the session within which the first rows are drawn.
    private static let firstLooks = 2

    init(_ target: ScreenTarget, _ shared: inout Shared) {
        connections = target.connections
        order = FindingOrder(connections: connections, filter: shared.filter)
        gatherFirst(shared)
    }

    private mutating func gatherFirst(_ shared: Shared) {
        var looks = 0
        isGathering = order.work(shared.session) {
            looks += 1
            return looks >= Self.firstLooks
        }
    }

    private var current: FindingRecord? {
        rows.first { $0.number == anchor } ?? rows.first
    }

    var target: ScreenTarget {
        ScreenTarget(connections: current.map { [$0.finding.connection] } ?? connections)
    }

    func title(_ shared: Shared) -> String {
        let words =
            connections.isEmpty
            ? "of all connections"
            : "of " + connections.prefix(5).map { "#\($0)" }.joined(separator: " ")
                + (connections.count > 5 ? " …" : "")
        return order.isFiltered ? words + ", filtered" : words
    }

    mutating func refresh(_ shared: inout Shared) {
        let isReversed = order.isReversed
        order = FindingOrder(connections: connections, filter: shared.filter)
        order.isReversed = isReversed
        quest = nil
        gatherFirst(shared)
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        quest = nil
        if cursor.perform(action) {
            note()
            return true
        }
        switch action {
        case .enter: jump(&shared)
        case .reverse:
            order.isReversed.toggle()
            shared.say(order.isReversed ? "the last and least first" : "the worst first")
        case .filterFromCell:
            guard let current else { return false }
            shared.requests.append(.filter("finding == \"\(current.finding.violation.rule.id)\""))
        case .copy:
            guard let violation = current?.finding.violation else { return false }
            shared.requests.append(
                .effect(.copy("\(violation.rule.id) (\(violation.rule.section)): \(violation.detail)")))
            shared.say("copied: \(violation.rule.id)")
        default: return false
        }
        return true
    }

    /// Takes note of the finding under the cursor.
    private mutating func note() {
        anchor = cursor.row > 0 && cursor.row < order.count ? order[cursor.row] : nil
    }

    /// Goes to the message that shows it; to the handshake where it is about none.
    private func jump(_ shared: inout Shared) {
        guard let current else { return }
        let connection = current.finding.connection
        guard let seq = current.finding.message else {
            return shared.requests.append(.open(.handshake, ScreenTarget(connections: [connection])))
        }
        let number = shared.session.number(ofMessage: seq, in: connection, near: current.after)
        if number == nil { shared.say("message \(seq) is not recorded: its connection is shown", .warning) }
        shared.requests.append(.open(.messages, ScreenTarget(connections: [connection], message: number)))
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        switch event.kind {
        case .wheelUp: _ = perform(.moveUp, &shared)
        case .wheelDown: _ = perform(.moveDown, &shared)
        case .click:
            let list = FindingsLayout(area).list
            guard event.row > list.top, event.row < list.bottom else { return }
            cursor.isFollowing = false
            cursor.move(to: cursor.top + event.row - list.top - 1)
            note()
        case .doubleClick: jump(&shared)
        }
    }

    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome {
        quest = FindingSearch(text, isForwards: forwards, from: cursor.row)
        return .searching
    }

    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        isGathering = order.work(shared.session, isDue: isDue)
        guard var quest, !isDue() else { return isGathering || quest != nil }
        switch quest.work(order, shared.session, isDue: isDue) {
        case .goesOn: self.quest = quest
        case .missing:
            guard !isGathering else { return true }
            self.quest = nil
            shared.say("“\(quest.text)” is not found there", .warning)
        case .found(let place):
            self.quest = nil
            cursor.isFollowing = false
            cursor.move(to: place)
            note()
        }
        return isGathering || self.quest != nil
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        let parts = FindingsLayout(area)
        cursor.fit(count: order.count, height: parts.list.rows - 1)
        if !cursor.isFollowing, let place = anchor.map({ order.place(of: $0) ?? cursor.row }) {
            cursor.shift(by: place - cursor.row)
            cursor.fit(count: order.count, height: parts.list.rows - 1)
        }
        // A session gives findings by ascending numbers: they are put into the order of the list.
        let wanted = cursor.shown.map { order[$0] }
        let found = Dictionary(
            shared.session.findings(wanted.sorted()).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        rows = wanted.compactMap { found[$0] }
        note()
        record = current.flatMap { shared.session.connection($0.finding.connection) }
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let parts = FindingsLayout(area)
        let drawing = FindingsDrawing(shared: shared)
        drawing.drawHead(order, isGathering: isGathering, area, on: &canvas)
        drawing.drawRows(rows, selected: current?.number, parts.list, on: &canvas)
        if let finding = current?.finding { drawing.drawDetail(finding, of: record, parts.detail, on: &canvas) }
    }
}

/// Where the parts of the findings are.
struct FindingsLayout {
    let list: ScreenArea
    let detail: ScreenArea

    init(_ area: ScreenArea) {
        let detail = area.rows < 6 ? 0 : area.rows < 12 ? 2 : min(9, max(6, area.rows / 4))
        (list, self.detail) = area.split(top: area.rows - detail)
    }
}
