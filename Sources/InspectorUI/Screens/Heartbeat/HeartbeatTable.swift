import ByteStreams
import Dissection
import Sessions
import TextScreen

/// The connections that have a heartbeat, the worst first.
struct HeartbeatTable {
    private var numbers: [Int] = []
    private var missed: [Int: Int] = [:]
    private var cursor = ListCursor()
    private var rows: [ConnectionRow] = []
    private var madeAt: Int64 = .min / 2

    /// Nanoseconds after which the table is made anew.
    private static let interval: Int64 = 500_000_000
    /// Connections that are listed.
    private static let most = 1_000
    /// Connections that are looked at for whether their last ping is overdue.
    private static let mostLooks = 1_000

    /// The connection under the cursor.
    var current: Int? { numbers.indices.contains(cursor.row) ? numbers[cursor.row] : nil }

    mutating func perform(_ action: Action) -> Bool { cursor.perform(action) }

    /// Goes to a row of those that are shown.
    mutating func click(row: Int) { cursor.move(to: cursor.top + row) }

    mutating func prepare(_ area: ScreenArea, _ shared: Shared) {
        if shared.now.nanoseconds &- madeAt >= Self.interval || numbers.isEmpty { make(shared) }
        cursor.fit(count: numbers.count, height: area.rows - 2)
        let shown = cursor.shown.map { numbers[$0] }
        rows = shared.session.connections(shown).map { record in
            ConnectionRow(
                number: record.opening.connection, record: record,
                tally: shared.tally.connection(record.opening.connection), present: shared.present)
        }
    }

    /// Finds the connections with pings, and puts first those with most pings unanswered, then those whose longest round
    /// trip is longest.
    private mutating func make(_ shared: Shared) {
        madeAt = shared.now.nanoseconds
        let current = current
        let matching = shared.matching?.connections
        var found: [(number: Int, missed: Int, longest: Int64)] = []
        var looks = Self.mostLooks
        for number in 1...max(1, shared.tally.count) {
            let tally = shared.tally.connection(number)
            guard tally.pings > 0, matching?.contains(number) ?? true else { continue }
            found.append((number, Self.missed(number, tally, shared, &looks), tally.longestRoundTrip ?? 0))
        }
        found.sort { ($0.missed, $0.longest, $1.number) > ($1.missed, $1.longest, $0.number) }
        numbers = found.prefix(Self.most).map(\.number)
        missed = Dictionary(found.prefix(Self.most).map { ($0.number, $0.missed) }, uniquingKeysWith: max)
        if let current, let place = numbers.firstIndex(of: current), cursor.row > 0 { cursor.move(to: place) }
    }

    /// Pings that were not answered: all but the last one, and that too where an answer is overdue.
    private static func missed(_ number: Int, _ tally: ConnectionTally, _ shared: Shared, _ looks: inout Int) -> Int {
        let unanswered = max(0, tally.pings - tally.answers)
        guard unanswered > 0, let last = tally.lastPing, looks > 0 else { return max(0, unanswered - 1) }
        looks -= 1
        let end = shared.session.connection(number)?.closing?.time ?? shared.present
        let isOverdue = end.since(last) > Pulse.patience(median: tally.medianRoundTrip)
        return isOverdue ? unanswered : unanswered - 1
    }

    func draw(_ area: ScreenArea, on canvas: inout Canvas) {
        let columns = Self.columns(area)
        canvas.fill(row: area.top, Style(.heading), in: area)
        var column = area.left
        for (title, width, _) in columns {
            canvas.write(
                title, Style(.heading), row: area.top, column: column, width: width, alignsRight: true, in: area)
            column += width
        }
        canvas.write("host and path", Style(.heading), row: area.top, column: column + 2, in: area)
        guard !rows.isEmpty else {
            canvas.write(
                "no connection has a ping so far", Style(.faint), row: area.top + 2, column: area.left + 2, in: area)
            return
        }
        for (line, row) in rows.enumerated() { draw(row, columns, area.top + 1 + line, area, &canvas) }
        canvas.write(
            "Enter shows when it went wrong", Style(.faint), row: area.bottom - 1, column: area.left + 1, in: area)
    }

    /// What a column tells.
    private enum Fact {
        case number, missed, longest, median, pings
    }

    private static func columns(_ area: ScreenArea) -> [(title: String, width: Int, fact: Fact)] {
        if area.columns < 70 { return [("#", 4, .number), ("missed", 7, .missed), ("longest", 9, .longest)] }
        return [
            ("#", 5, .number), ("missed", 8, .missed), ("longest RTT", 13, .longest), ("median", 10, .median),
            ("pings", 9, .pings),
        ]
    }

    private func draw(
        _ row: ConnectionRow, _ columns: [(title: String, width: Int, fact: Fact)], _ line: Int, _ area: ScreenArea,
        _ canvas: inout Canvas
    ) {
        let tally = row.tally
        let missed = missed[row.number] ?? 0
        let isLate =
            (tally.longestRoundTrip ?? 0) / Pulse.lateFactor > tally.medianRoundTrip ?? .max
            && tally.longestRoundTrip ?? 0 > Pulse.leastLate
        var column = area.left
        for (_, width, fact) in columns {
            let (text, role): (String, Role) =
                switch fact {
                case .number: ("\(row.number)", .faint)
                case .missed: ("\(missed)", missed > 0 ? .error : .plain)
                case .longest:
                    (tally.longestRoundTrip.map { TimeWords.duration($0) } ?? "–", isLate ? .warning : .plain)
                case .median: (tally.medianRoundTrip.map { TimeWords.duration($0) } ?? "–", .plain)
                case .pings: ("\(tally.pings)", .plain)
                }
            canvas.write(text, Style(role), row: line, column: column, width: width, alignsRight: true, in: area)
            column += width
        }
        canvas.write(row.host + row.path, row: line, column: column + 2, in: area)
        if row.number == current { canvas.emphasise(row: line, .selected, in: area) }
    }
}
