import ByteStreams
import Dissection
import Sessions
import TextScreen

/// The list of messages: its numbers, the rows around them, and the cursor, which stays on its row as others arrive.
struct MessageList {
    /// The connections, by their numbers; empty for all.
    let connections: [Int]
    /// The messages.
    private(set) var numbers = MessageNumbers()
    /// Which of them have findings.
    private(set) var findings = MessageFindings()
    /// The cursor.
    private(set) var cursor = ListCursor()
    /// The rows that are shown.
    private(set) var rows: [MessageRow] = []
    /// The row under the cursor; nil where there is none.
    private(set) var current: MessageRowID?
    /// The message that the cursor goes to as soon as it is found.
    private(set) var awaited: Int64?
    /// The connection's record, where the list is of one.
    private(set) var record: ConnectionRecord?
    private var isCut = false
    private var origin: (number: Int64, time: Timestamp)?

    /// Messages before the newest that are found first where the newest is wanted.
    private static let recent: Int64 = 20_000

    /// The messages of connections.
    init(_ connections: [Int], at message: Int64?, _ shared: Shared) {
        self.connections = connections
        cursor.isFollowing = message == nil && shared.status.isLive && !shared.status.isEnded
        awaited = message
        restart(shared)
    }

    /// Looks for the messages anew, since what is wanted has changed.
    mutating func restart(_ shared: Shared) {
        if case .message(let number) = current, !cursor.isFollowing { awaited = number }
        let session = shared.session
        let records = session.connections(connections)
        record = connections.count == 1 ? records.first : nil
        var scope = MessageNumbers.Scope(
            connections: connections, filter: shared.filter, hidesControl: shared.settings.hidesControl)
        var (first, last) = (Int64(1), Int64.max)
        if !connections.isEmpty, records.count == connections.count {
            first = max(1, (records.map(\.after).min() ?? 0) + 1)
            if records.allSatisfy({ $0.closing != nil }) { last = records.compactMap(\.closedAfter).max() ?? .max }
        }
        isCut = shared.cleared.message >= first
        first = max(first, shared.cleared.message + 1)
        scope.within = first...max(first, last)
        let around = awaited ?? (cursor.isFollowing ? session.messageCount - Self.recent : nil)
        numbers = last < first ? MessageNumbers() : MessageNumbers(scope, session, around: around)
        current = nil
        origin = nil
    }

    private var hasOpening: Bool { record != nil && !isCut }
    private var hasClosing: Bool { record?.closing != nil }

    /// How many rows there are.
    var count: Int { (hasOpening ? 1 : 0) + numbers.count + (hasClosing ? 1 : 0) }

    /// Which row is at a place; nil where there is none.
    func id(at row: Int) -> MessageRowID? {
        guard row >= 0, row < count else { return nil }
        if hasOpening, row == 0 { return .opening }
        let index = row - (hasOpening ? 1 : 0)
        return index < numbers.count ? .message(numbers[index]) : .closing
    }

    /// Where a row is; nil where it is not there.
    func row(of id: MessageRowID) -> Int? {
        switch id {
        case .opening: hasOpening ? 0 : nil
        case .closing: hasClosing ? count - 1 : nil
        case .message(let number): numbers.index(of: number).map { $0 + (hasOpening ? 1 : 0) }
        }
    }

    /// The number of the message under the cursor; nil where it is none.
    var currentNumber: Int64? {
        guard case .message(let number) = current else { return nil }
        return number
    }

    /// Moves as an action says; false where it says nothing about moving.
    mutating func perform(_ action: Action) -> Bool {
        guard cursor.perform(action) else { return false }
        awaited = nil
        current = id(at: cursor.row)
        return true
    }

    /// Puts the cursor on a row that is shown, by its place in the area.
    mutating func move(to row: Int) {
        awaited = nil
        cursor.isFollowing = false
        cursor.move(to: row)
        current = id(at: cursor.row)
    }

    /// Puts the cursor on a message, at once or as soon as it is found.
    mutating func move(to number: Int64) {
        cursor.isFollowing = false
        awaited = number
        settle(height: cursor.height)
    }

    /// Goes on looking for messages and findings; true where there is more to do.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        var isMore = numbers.work(session, isDue: isDue)
        if !isDue() { isMore = findings.work(session, isDue: isDue) || isMore } else { isMore = true }
        return isMore
    }

    /// Takes note of how many rows there are now, and keeps the cursor on its row.
    private mutating func settle(height: Int) {
        if let number = awaited, numbers.isDecided(number) {
            let row = row(of: .message(number)) ?? numbers.rank(of: number)
            cursor.fit(count: count, height: height)
            cursor.move(to: min(count - 1, row + height / 3))
            cursor.move(to: row)
            awaited = nil
        } else if !cursor.isFollowing, awaited == nil, let current, let row = row(of: current), row != cursor.row {
            cursor.shift(by: row - cursor.row)
        }
        cursor.fit(count: count, height: height)
        current = id(at: cursor.row)
    }

    /// Reads the rows that will be shown.
    mutating func prepare(height: Int, _ shared: Shared) {
        if connections.count == 1 { record = shared.session.connection(connections[0]) }
        settle(height: height)
        let ids = cursor.shown.compactMap { id(at: $0) }
        var wanted: [Int64] = []
        for case .message(let number) in ids { wanted.append(number) }
        if let first = wanted.first, let index = numbers.index(of: first), index > 0 {
            wanted.insert(numbers[index - 1], at: 0)
        }
        let lines = shared.session.lines(wanted)
        rows = build(ids, lines, shared)
        if numbers.count > 0, origin?.number != numbers[0] {
            origin = shared.session.lines([numbers[0]]).first.map { ($0.number, $0.message.time) }
        }
    }

    private func build(_ ids: [MessageRowID], _ lines: [MessageLine], _ shared: Shared) -> [MessageRow] {
        var before: Timestamp?
        var place = 0
        if let first = lines.first, ids.first(where: { $0 != .opening }) != .message(first.number) {
            before = first.message.time
            place = 1
        }
        var rows: [MessageRow] = []
        for id in ids {
            var row: MessageRow
            switch id {
            case .message(let number):
                guard place < lines.count, lines[place].number == number else { continue }
                let line = lines[place]
                place += 1
                row = MessageRow(line, shared.session.context(of: line.message.connection))
                row.worst = findings.about(seq: line.message.number, of: line.message.connection)?.worst
                row.isMarked = shared.marks.messages.contains(number)
            case .opening:
                guard let opening = record?.opening else { continue }
                row = MessageRow(.opening, opening.connection, opening.time, ConnectionWords.opening(opening))
            case .closing:
                guard let closing = record?.closing else { continue }
                row = MessageRow(.closing, closing.connection, closing.time, ConnectionWords.closing(closing))
            }
            row.before = before
            before = row.time
            rows.append(row)
        }
        return rows
    }

    /// The row under the cursor, where it is ready.
    var currentRow: MessageRow? { rows.first { $0.id == current } }

    /// Times of this list in words.
    func times(_ shared: Shared) -> TimeWords {
        TimeWords(
            format: shared.settings.timeFormat, zone: shared.zone,
            origin: origin?.time ?? rows.first?.time ?? shared.now)
    }
}
