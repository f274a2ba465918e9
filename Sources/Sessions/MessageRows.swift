import ByteStreams
import Dissection
import WebSocketWire

/// The statements that put messages into a session's tables, a group of rows at a time: that takes SQLite half the time.
struct MessageRows {
    /// A message on its way into the tables.
    struct Entry {
        let message: Message
        /// Its place among all events.
        let event: Int64
        /// Where its frame headers are.
        let headers: Range<Int>
    }

    private static let group = 16
    private static let columns: Int32 = 19

    private let messages: Statement
    private let message: Statement
    private let payloads: Statement
    private let payload: Statement

    init(_ database: Database) throws(SessionError) {
        messages = try database.prepare(Self.insertion(into: "message", Self.columns, rows: Self.group))
        message = try database.prepare(Self.insertion(into: "message", Self.columns, rows: 1))
        payloads = try database.prepare(Self.insertion(into: "payload", 2, rows: Self.group))
        payload = try database.prepare(Self.insertion(into: "payload", 2, rows: 1))
    }

    private static func insertion(into table: String, _ columns: Int32, rows: Int) -> String {
        let row = "(" + repeatElement("?", count: Int(columns)).joined(separator: ",") + ")"
        return "INSERT INTO \(table) VALUES " + repeatElement(row, count: rows).joined(separator: ",")
    }

    /// Adds messages of a batch, and their payloads in rows of their own; says whether that went well.
    func insert(_ entries: [Entry], headers: RawSpan, of batch: borrowing TrafficBatch) -> Bool {
        var place = 0
        while place < entries.count {
            let count = entries.count - place >= Self.group ? Self.group : 1
            let statement = count == 1 ? message : messages
            for index in 0..<count {
                bind(entries[place + index], at: Int32(index) * Self.columns, statement, batch)
            }
            guard bindHeaders(entries[place..<place + count], 0, headers, statement) else { return false }
            place += count
        }
        return insertPayloads(entries.filter { batch.hasPayload($0.message) }, of: batch)
    }

    private func bind(
        _ entry: Entry, at offset: Int32, _ row: Statement, _ batch: borrowing TrafficBatch
    ) {
        let message = entry.message
        row.bind(offset + 1, entry.event)
        row.bind(offset + 2, Int64(message.connection))
        row.bind(offset + 3, Int64(message.number))
        row.bind(offset + 4, message.time.nanoseconds)
        row.bind(offset + 5, message.from == .fromClient ? 0 : 1)
        row.bind(offset + 6, Int64(message.opcode.rawValue))
        row.bind(offset + 7, message.isCompressed ? 1 : 0)
        row.bind(offset + 8, Int64(message.frames))
        row.bind(offset + 9, message.length.map { Int64(bitPattern: $0) })
        row.bind(offset + 10, Int64(bitPattern: message.wireLength))
        row.bind(offset + 11, message.textLength.map { Int64($0) })
        row.bind(offset + 12, message.isCapped ? 1 : 0)
        row.bind(offset + 13, message.answer.map { Int64($0.ping) })
        row.bind(offset + 14, message.answer?.roundTrip)
        guard message.hasTrouble, let trouble = batch.trouble(of: message) else {
            for column: Int32 in 15...18 { row.bindNull(offset + column) }
            return
        }
        row.bind(offset + 15, Int64(bitPattern: trouble.missing))
        row.bind(offset + 16, trouble.holes.map { "\($0.offset)+\($0.length)" }.joined(separator: " "))
        row.bind(offset + 17, trouble.isIncomplete ? 1 : 0)
        row.bind(offset + 18, Int64(trouble.doubt.rawValue))
    }

    /// Sets the headers of every row, and runs the statement.
    private func bindHeaders(
        _ entries: ArraySlice<Entry>, _ index: Int32, _ headers: RawSpan, _ statement: Statement
    ) -> Bool {
        guard let entry = entries.first else { return statement.run() }
        let column = index * Self.columns + Self.columns
        return statement.bind(column, headers.extracting(entry.headers)) {
            bindHeaders(entries.dropFirst(), index + 1, headers, statement)
        }
    }

    private func insertPayloads(_ entries: [Entry], of batch: borrowing TrafficBatch) -> Bool {
        var place = 0
        while place < entries.count {
            let count = entries.count - place >= Self.group ? Self.group : 1
            let statement = count == 1 ? payload : payloads
            guard bindPayloads(entries[place..<place + count], 0, batch, statement) else { return false }
            place += count
        }
        return true
    }

    private func bindPayloads(
        _ entries: ArraySlice<Entry>, _ index: Int32, _ batch: borrowing TrafficBatch, _ statement: Statement
    ) -> Bool {
        guard let entry = entries.first else { return statement.run() }
        statement.bind(2 * index + 1, entry.event)
        return batch.withBytes(of: entry.message) { bytes in
            statement.bind(2 * index + 2, bytes) {
                bindPayloads(entries.dropFirst(), index + 1, batch, statement)
            }
        }
    }
}

extension TrafficBatch {
    fileprivate borrowing func hasPayload(_ message: Message) -> Bool {
        withBytes(of: message) { $0.byteCount > 0 }
    }
}
