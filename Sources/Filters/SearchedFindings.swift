import Dissection
import Sessions

/// The findings of a session beside its messages, in order.
struct SearchedFindings {
    private static let atOnce = 128
    /// Findings about one message that are seen with it.
    private static let mostOfMessage = 4_096

    private var records: [FindingRecord] = []
    private var place = 0
    /// The last that was read.
    private var last: Int64

    /// The message from which on findings about messages are asked for next.
    var begin: Int64

    /// The findings that were told behind a message, and those behind it.
    init(_ list: SessionList, fromMessage message: Int64) throws(SessionError) {
        begin = message
        last = try list.findingNumber(beforeMessage: message)
    }

    /// The next finding that was told behind a message or before it; nil where that is none. It is passed by.
    mutating func next(upTo message: Int64, _ list: SessionList) throws(SessionError) -> FindingRecord? {
        guard let record = try peek(list), record.after <= message else { return nil }
        place += 1
        return record
    }

    /// The findings about a message, which stand right behind it. What is before them is passed by.
    mutating func about(
        _ message: Message, _ number: Int64, _ list: SessionList
    ) throws(SessionError) -> [Finding] {
        while try next(upTo: number - 1, list) != nil {}
        var found: [Finding] = []
        guard let first = try peek(list), first.after == number else { return found }
        var next = place
        while next < records.count, found.count < Self.mostOfMessage {
            let record = records[next]
            guard record.after == number, record.finding.connection == message.connection,
                record.finding.message == message.number,
                record.number == first.number &+ Int64(found.count)
            else { break }
            found.append(record.finding)
            next += 1
            if next == records.count { try readOn(list) }
        }
        return found
    }

    private mutating func peek(_ list: SessionList) throws(SessionError) -> FindingRecord? {
        if place == records.count {
            records.removeAll(keepingCapacity: true)
            place = 0
            try readOn(list)
        }
        return place < records.count ? records[place] : nil
    }

    private mutating func readOn(_ list: SessionList) throws(SessionError) {
        let more = try list.findings(after: last, limit: Self.atOnce)
        records += more
        last = more.last?.number ?? last
    }
}
