import Dissection
package import Sessions

/// A search of a session that goes on in slices: each call looks at a few messages more, and nothing is open in between. It
/// may be called again when more was recorded. Used by one thread.
package final class SessionSearch {
    /// Who decides about a message that fulfils the condition in SQL.
    private enum Judging {
        /// Nobody: it matches.
        case none
        /// The bytes of its payload.
        case payload(PayloadText)
        /// The filter, and perhaps the bytes of its payload.
        case filter(PayloadText?)
    }

    /// Messages that SQLite looks at in a row, where it decides, and where this program does.
    private static let quickSlice: Int64 = 4_096
    private static let slowSlice: Int64 = 512

    /// The number of the last message that was looked at.
    package private(set) var position: Int64
    /// The number of the first message that the last call of `previous` looked at: it goes on before this one.
    package private(set) var previousPosition: Int64 = .max
    /// The connections that match, as far as was looked: by themselves, by a message, or by a finding.
    package var connections: Set<Int> { searched.matching }

    private let list: SessionList
    private let scan: MessageScan
    private let judging: Judging
    private let bounds: ClosedRange<Int64>
    private var matcher: FilterMatcher?
    private let needsFindings: Bool
    private let needsFrames: Bool
    private var searched: SearchedConnections
    /// The findings that connections are judged by, and those that messages are.
    private var findings: SearchedFindings
    private var remarks: SearchedFindings?

    /// A search for the messages that a filter matches (nil: all), of certain connections (nil: all), with numbers within a
    /// range (nil: all), that contain a text, whatever the case of its ASCII letters. `hidesControl` leaves control messages
    /// out.
    package init(
        path: String, filter: Filter?, connections: [Int]? = nil, hidesControl: Bool = false,
        within: ClosedRange<Int64>? = nil, containing text: [UInt8]? = nil
    ) throws(SessionError) {
        list = try SessionList(path: path)
        let question = SearchQuestion(filter, connections: connections, hidesControl: hidesControl)
        let text = text.flatMap { $0.isEmpty ? nil : PayloadText($0) }
        judging = question.isExact ? text.map { .payload($0) } ?? .none : .filter(text)
        var parts: MessageScan.Parts = []
        let needs = filter?.needs ?? []
        if needs.contains(.payload) || text != nil { parts.insert(.payload) }
        if needs.contains(.frames) { parts.insert(.frames) }
        scan = try MessageScan(list, where: question.condition, telling: parts)
        matcher = filter.map { FilterMatcher($0) }
        needsFrames = needs.contains(.frames)
        needsFindings = needs.contains(.findings)
        searched = SearchedConnections(connections)
        bounds = within.map { max(1, $0.lowerBound)...max(1, $0.upperBound) } ?? 1...Int64.max
        position = bounds.lowerBound - 1
        findings = try SearchedFindings(list, fromMessage: bounds.lowerBound == 1 ? 0 : bounds.lowerBound)
    }

    /// Looks at the next messages, until about `rows` were looked at or `isDue`, which is asked now and then, says that time
    /// is up. Calls `found` with the number of each that matches, in order. False where the end of what is recorded was
    /// reached: calling again later goes on with what has come since.
    package func advance(
        rows: Int, isDue: () -> Bool, found: (Int64) -> Void
    ) throws(SessionError) -> Bool {
        while try !searched.judgeNew(&matcher, list) { if isDue() { return true } }
        var left = Int64(max(1, rows))
        while true {
            let end = min(bounds.upperBound, try list.count())
            guard position < end else { return try !passFindings(isDue) }
            let stretch = position + 1...position + min(left, slice, end - position)
            let last = try look(in: stretch, isDue) { number, connection in
                searched.note(connection)
                found(number)
            }
            left -= last - position
            position = last
            if last < stretch.upperBound || left <= 0 || isDue() { return true }
            guard try passFindings(isDue) else { return true }
        }
    }

    /// The number of the last message before a number that matches, among about `rows` that are looked at; nil where none of
    /// them does, or `isDue` says that time is up. The look goes on with `previousPosition` for `before`, while that is above
    /// the first number.
    package func previous(before: Int64, rows: Int, isDue: () -> Bool) throws(SessionError) -> Int64? {
        var end = min(bounds.upperBound, try list.count(), before == .min ? before : before - 1)
        var left = Int64(max(1, rows))
        previousPosition = min(before, max(bounds.lowerBound, end == .max ? end : end + 1))
        while end >= bounds.lowerBound, left > 0 {
            let start = max(bounds.lowerBound, end - min(left, slice / 4) + 1)
            var latest: Int64?
            _ = try look(in: start...end, { false }) { number, _ in latest = number }
            if let latest {
                previousPosition = latest
                return latest
            }
            previousPosition = start
            left -= end - start + 1
            end = start - 1
            if isDue() { break }
        }
        return nil
    }

    private var slice: Int64 {
        if case .none = judging { Self.quickSlice } else { Self.slowSlice }
    }

    /// Looks at a stretch, and calls `found` with each number that matches and its connection; the last that was looked at.
    private func look(
        in stretch: ClosedRange<Int64>, _ isDue: () -> Bool, _ found: (Int64, Int) -> Void
    ) throws(SessionError) -> Int64 {
        switch judging {
        case .none:
            try scan.forEachNumber(in: stretch) { number, connection in
                if searched.isWanted(connection) { found(number, connection) }
            }
            return stretch.upperBound
        case .payload(let text):
            var pace = Pace()
            try scan.forEachPayload(in: stretch) { number, connection, payload in
                if searched.isWanted(connection), text.isIn(payload) { found(number, connection) }
                return pace.goesOn(number, payload.byteCount, isDue)
            }
            return pace.stoppedAt ?? stretch.upperBound
        case .filter(let text):
            return try judge(stretch, text, isDue, found)
        }
    }

    private func judge(
        _ stretch: ClosedRange<Int64>, _ text: PayloadText?, _ isDue: () -> Bool, _ found: (Int64, Int) -> Void
    ) throws(SessionError) -> Int64 {
        guard var matcher else { return stretch.upperBound }
        self.matcher = nil
        defer { self.matcher = matcher }
        if needsFindings, remarks?.begin != stretch.lowerBound {
            remarks = try SearchedFindings(list, fromMessage: stretch.lowerBound)
        }
        var pace = Pace()
        try scan.forEachMessage(in: stretch) { (number, delta, batch) throws(SessionError) in
            guard case .message(let message) = batch[batch.count - 1] else { return true }
            guard searched.isWanted(message.connection) else { return pace.goesOn(number, 0, isDue) }
            let surroundings = try searched.surroundings(of: message.connection, &matcher, list)
            surroundings.delta = delta
            if needsFrames { surroundings.frames = batch.frames }
            if needsFindings { surroundings.findings = try remarks?.about(message, number, list) ?? [] }
            if matcher.matches(message, in: batch, surroundings),
                text.map({ text in batch.withBytes(of: message) { text.isIn($0) } }) ?? true
            {
                found(number, message.connection)
            }
            return pace.goesOn(number, batch.withBytes(of: message) { $0.byteCount }, isDue)
        }
        let last = pace.stoppedAt ?? stretch.upperBound
        remarks?.begin = last &+ 1
        return last
    }

    /// Lets findings match their connections, up to those that were told behind the last message that was looked at; false
    /// where time was up before.
    private func passFindings(_ isDue: () -> Bool) throws(SessionError) -> Bool {
        guard matcher != nil else { return true }
        var pace = Pace()
        while let record = try findings.next(upTo: position, list) {
            let connection = record.finding.connection
            if searched.isWanted(connection), var matcher {
                self.matcher = nil
                defer { self.matcher = matcher }
                let verdicts = try searched.surroundings(of: connection, &matcher, list).connection
                if matcher.matches(record.finding, of: verdicts) { searched.note(connection) }
            }
            guard pace.goesOn(record.after, 1, isDue) else { return false }
        }
        return true
    }
}

/// How much was done since it was asked whether time is up.
private struct Pace {
    /// Rows and payload bytes after which it is asked.
    private static let rows = 128
    private static let bytes = 1 << 18

    private var rows = 0
    private var bytes = 0
    /// The row at which time was up.
    private(set) var stoppedAt: Int64?

    /// Takes note of a row, and says whether there is time for another.
    mutating func goesOn(_ row: Int64, _ count: Int, _ isDue: () -> Bool) -> Bool {
        rows += 1
        bytes += count
        guard rows >= Self.rows || bytes >= Self.bytes else { return true }
        (rows, bytes) = (0, 0)
        guard isDue() else { return true }
        stoppedAt = row
        return false
    }
}

extension TrafficBatch {
    /// The frames in it, as many as a filter looks at.
    fileprivate var frames: [Frame] {
        var frames: [Frame] = []
        for index in 0..<min(count, FilterLimits.framesOfMessage) {
            if case .frame(let frame) = self[index] { frames.append(frame) }
        }
        return frames
    }
}
