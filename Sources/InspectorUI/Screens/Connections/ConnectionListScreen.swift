import ByteStreams
import Dissection
import Sessions
import TextScreen

/// The connections, a row each.
struct ConnectionListScreen: InspectorScreen {
    let kind = ScreenKind.connections
    private var order = ConnectionOrder()
    private var cursor = ListCursor()
    /// The connection under the cursor, which stays there when others come and the order changes.
    private var current: Int?
    private var rows: [ConnectionRow] = []
    private var layout = ColumnLayout()
    /// The column of the cell under the cursor.
    private var cell = 0
    private var sortedAt: Int64 = 0
    /// The search that goes on.
    private var hunt: ConnectionSearch?

    /// Nanoseconds after which a list sorted by what changes is sorted anew: at least, and for each connection that is
    /// counted or read.
    private static let sortInterval: (least: Int64, counted: Int64, read: Int64) = (500_000_000, 20_000, 100_000)
    /// Connections of a list that is made at once.
    private static let short = 256

    init(_ shared: Shared) {
        cursor.isFollowing = shared.status.isLive
    }

    var target: ScreenTarget { ScreenTarget(connections: current.map { [$0] } ?? []) }

    func title(_ shared: Shared) -> String {
        let marked = shared.marks.connections.count
        return marked > 0 ? "\(marked) marked" : "sorted by \(shared.settings.sortColumn.title)"
    }

    mutating func refresh(_ shared: inout Shared) {
        order.invalidate()
    }

    mutating func perform(_ action: Action, _ shared: inout Shared) -> Bool {
        hunt = nil
        if cursor.perform(action) {
            settle()
            return true
        }
        switch action {
        case .enter: open(&shared)
        case .moveLeft: cell = max(0, cell - 1)
        case .moveRight: cell = min(max(0, shared.settings.columns.count - 1), cell + 1)
        case .sortPrevious: sort(-1, &shared)
        case .sortNext: sort(1, &shared)
        case .reverse: shared.change { $0.isReversed.toggle() }
        case .columns: shared.requests.append(.dialog(.columns))
        case .mark: mark(&shared)
        case .markAll: markAll(&shared)
        case .filterFromCell: filterByCell(&shared)
        case .clear: clear(&shared)
        case .copy: copy(&shared)
        default: return false
        }
        return true
    }

    private mutating func settle() {
        current = order.numbers.indices.contains(cursor.row) ? order.numbers[cursor.row] : nil
    }

    private func open(_ shared: inout Shared) {
        let marked = shared.marks.connections.sorted()
        let connections = marked.isEmpty ? target.connections : marked
        guard !connections.isEmpty else { return shared.say("there is no connection yet", .faint) }
        shared.requests.append(.open(.messages, ScreenTarget(connections: connections)))
    }

    private mutating func sort(_ step: Int, _ shared: inout Shared) {
        let columns = shared.settings.columns
        guard !columns.isEmpty else { return }
        let place = columns.firstIndex(of: shared.settings.sortColumn) ?? 0
        let column = columns[(place + step + columns.count) % columns.count]
        cursor.isFollowing = false
        shared.change { $0.sortColumn = column }
    }

    private mutating func mark(_ shared: inout Shared) {
        guard let current else { return }
        if shared.marks.connections.remove(current) == nil { shared.marks.connections.insert(current) }
        cursor.move(by: 1)
        settle()
    }

    private func markAll(_ shared: inout Shared) {
        if shared.marks.connections.isSuperset(of: order.numbers) {
            shared.marks.connections.subtract(order.numbers)
        } else {
            shared.marks.connections.formUnion(order.numbers)
        }
        shared.say("\(CountWords.counted(shared.marks.connections.count, "connection")) marked")
    }

    private func filterByCell(_ shared: inout Shared) {
        let columns = shared.settings.columns
        guard let row = rows.first(where: { $0.number == current }), columns.indices.contains(cell) else { return }
        guard let filter = row.filter(by: columns[cell]) else {
            return shared.say("the column \(columns[cell].title) stands for no filter", .faint)
        }
        shared.requests.append(.filter(filter))
    }

    private func clear(_ shared: inout Shared) {
        shared.cleared.connection = shared.session.connectionCount
        shared.say("connections that have ended are hidden; the session keeps them")
    }

    private func copy(_ shared: inout Shared) {
        guard let row = rows.first(where: { $0.number == current }) else { return }
        let text = shared.settings.columns.map { row.text(of: $0) }.filter { !$0.isEmpty }.joined(separator: "\t")
        shared.requests.append(.effect(.copy("\(row.url)\t\(text)")))
        shared.say("copied: \(row.url)")
    }

    mutating func click(_ event: MouseEvent, in area: ScreenArea, _ shared: inout Shared) {
        switch event.kind {
        case .wheelUp: _ = cursor.perform(.moveUp)
        case .wheelDown: _ = cursor.perform(.moveDown)
        case .click where event.row == area.top:
            guard let column = layout.column(at: event.column) else { return }
            let isSame = shared.settings.sortColumn == column
            shared.change { settings in
                if isSame { settings.isReversed.toggle() } else { settings.sortColumn = column }
            }
        case .click: cursor.move(to: cursor.top + event.row - area.top - 1)
        case .doubleClick: open(&shared)
        }
        settle()
    }

    mutating func search(_ text: String, forwards: Bool, _ shared: inout Shared) -> SearchOutcome {
        var search = ConnectionSearch(text, forwards: forwards, from: cursor.row)
        var looks = 0
        let outcome = look(&search, shared) {
            looks += 1
            return looks > 1
        }
        switch outcome {
        case .found: return .found
        case .missing: return .missing
        case .searching:
            hunt = search
            return .searching
        }
    }

    private mutating func look(
        _ search: inout ConnectionSearch, _ shared: Shared, isDue: () -> Bool
    ) -> ConnectionSearch.Outcome {
        let outcome = search.work(
            order.numbers, shared.settings.columns, rows: { Self.rows($0, shared, .passing) }, isDue: isDue)
        if case .found(let place) = outcome {
            cursor.isFollowing = false
            cursor.move(to: place)
            settle()
        }
        return outcome
    }

    private mutating func huntOn(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        guard var search = hunt else { return false }
        let outcome = look(&search, shared, isDue: isDue)
        hunt = outcome == .searching ? search : nil
        if outcome == .missing {
            shared.say("“\(search.text)” is not found \(search.forwards ? "below" : "above")", .warning)
        }
        return outcome == .searching
    }

    private func wish(_ shared: Shared) -> ConnectionOrder.Wish {
        let column = shared.settings.sortColumn
        // What grows older is another every second.
        let seconds = column == .age || column == .rate ? shared.present.nanoseconds / 1_000_000_000 : 0
        return ConnectionOrder.Wish(
            column: column, isReversed: shared.settings.isReversed,
            matching: shared.matching?.connections, cleared: shared.cleared.connection,
            count: shared.session.connectionCount,
            edition: column.changes ? shared.session.version &+ shared.tally.position &+ seconds : 0)
    }

    /// Whether the list is to be made anew: not yet where it was made a moment ago and only what is counted has changed.
    private func isStale(_ wish: ConnectionOrder.Wish, _ shared: Shared) -> Bool {
        guard !order.fulfils(wish) else { return false }
        guard order.almostFulfils(wish) else { return true }
        if shared.session.isEnded, shared.tally.position >= shared.session.messageCount { return true }
        let each = wish.needsRecords && wish.column.changes ? Self.sortInterval.read : Self.sortInterval.counted
        let interval = max(Self.sortInterval.least, Int64(clamping: wish.count) &* each)
        return shared.now.since(Timestamp(nanoseconds: sortedAt)) >= interval
    }

    mutating func work(_ shared: inout Shared, isDue: () -> Bool) -> Bool {
        if huntOn(&shared, isDue: isDue) { return true }
        let wish = wish(shared)
        return isStale(wish, shared) && makeList(wish, shared, isDue: isDue)
    }

    private mutating func makeList(_ wish: ConnectionOrder.Wish, _ shared: Shared, isDue: () -> Bool) -> Bool {
        let hasMore = order.work(
            wish, row: { Self.rows($0, shared, wish.needsRecords ? .passing : .none) }, isDue: isDue)
        if !hasMore { sortedAt = shared.now.nanoseconds }
        return hasMore
    }

    /// How rows are read: to be shown, only in passing, or only what was counted of them.
    private enum Reading {
        case kept, passing, none
    }

    private static func rows(_ numbers: [Int], _ shared: Shared, _ reading: Reading) -> [ConnectionRow] {
        let present = shared.present
        let records =
            switch reading {
            case .kept: shared.session.connections(numbers)
            case .passing: shared.session.passingConnections(numbers)
            case .none: [ConnectionRecord]()
            }
        var place = 0
        return numbers.map { number in
            var record: ConnectionRecord?
            if place < records.count, records[place].opening.connection == number {
                record = records[place]
                place += 1
            }
            return ConnectionRow(
                number: number, record: record, tally: shared.tally.connection(number), present: present)
        }
    }

    mutating func prepare(_ area: ScreenArea, _ shared: inout Shared) {
        // A short list is ready at once.
        let wish = wish(shared)
        if wish.count <= Self.short, isStale(wish, shared) {
            while makeList(wish, shared, isDue: { false }) {}
        }
        cursor.fit(count: order.numbers.count, height: area.rows - 1)
        if !cursor.isFollowing, let current, let place = place(of: current), place != cursor.row {
            cursor.move(to: place)
        }
        settle()
        rows = Self.rows(cursor.shown.map { order.numbers[$0] }, shared, .kept)
        layout = ColumnLayout(shared.settings.columns, width: area.columns - 1, showing: cell)
    }

    private func place(of number: Int) -> Int? {
        if order.numbers.indices.contains(cursor.row), order.numbers[cursor.row] == number { return cursor.row }
        return order.numbers.firstIndex(of: number)
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas, _ shared: Shared) {
        let sorted = shared.settings.sortColumn
        canvas.fill(row: area.top, Style(.heading), in: area)
        for place in layout.places {
            let isSorted = place.column == sorted
            let arrow = isSorted ? (shared.settings.isReversed ? "▼" : "▲") : ""
            // The arrow is to be seen also where the title is cut.
            canvas.write(
                place.column.title.prefix(isSorted ? max(0, place.width - 1) : .max) + arrow,
                Style(.heading, place.column == sorted ? .bold : []), row: area.top,
                column: area.left + 1 + place.start, width: place.width, alignsRight: place.column.alignsRight,
                in: area)
        }
        guard !rows.isEmpty else {
            canvas.write(
                shared.session.connectionCount == 0 ? "no connection yet" : "no connection matches", Style(.faint),
                row: area.top + 2, column: area.left + 2, in: area)
            return
        }
        for (index, row) in rows.enumerated() { draw(row, area.top + 1 + index, area, &canvas, shared) }
    }

    private func draw(_ row: ConnectionRow, _ line: Int, _ area: ScreenArea, _ canvas: inout Canvas, _ shared: Shared) {
        if shared.marks.connections.contains(row.number) {
            canvas.write("*", Style(.mark), row: line, column: area.left, in: area)
        }
        for place in layout.places {
            canvas.write(
                row.text(of: place.column, columns: place.width), row.style(of: place.column), row: line,
                column: area.left + 1 + place.start, width: place.width, alignsRight: place.column.alignsRight,
                in: area)
        }
        guard row.number == current else { return }
        canvas.emphasise(row: line, .selected, in: area)
        guard let place = layout.places.first(where: { $0.index == cell }) else { return }
        let cells = area.left + 1 + place.start..<min(area.right, area.left + 1 + place.start + place.width)
        canvas.restyle(row: line, columns: cells) { $0.emphasis.insert(.underlined) }
    }
}
