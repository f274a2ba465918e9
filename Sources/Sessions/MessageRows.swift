import ByteStreams
import Dissection
import WebSocketWire

/// The statements that put messages into a session's tables, a group of rows at a time: that takes SQLite half the time.
struct MessageRows {
    /// A message on its way into the tables.
    struct Entry {
        let message: Message
        /// Its number among the messages of the session.
        let id: Int64
        /// Nanoseconds since the message before it on its connection; nil for the first.
        let delta: Int64?
        /// Where its frame headers are.
        let headers: Range<Int>
    }

    /// Bytes of a payload in its row, at most: SQLite's rows end at a thousand million bytes.
    static let largestPayload = 400 << 20

    private static let group = 16
    private static let columns: Int32 = 21

    private let messages: Statement
    private let message: Statement
    private let payloads: Statement
    private let payload: Statement

    init(_ database: Database) throws(SessionError) {
        messages = try database.prepare(Self.insertion(into: "message", Self.columns, rows: Self.group))
        message = try database.prepare(Self.insertion(into: "message", Self.columns, rows: 1))
        payloads = try database.prepare(Self.insertion(into: "payload", 3, rows: Self.group))
        payload = try database.prepare(Self.insertion(into: "payload", 3, rows: 1))
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

    private func bind(_ entry: Entry, at offset: Int32, _ row: Statement, _ batch: borrowing TrafficBatch) {
        let message = entry.message
        row.bind(offset + 1, entry.id)
        row.bind(offset + 2, Int64(message.opcode.rawValue))
        row.bind(offset + 3, message.length.map { Int64(bitPattern: $0) })
        row.bind(offset + 4, message.from == .fromClient ? 0 : 1)
        row.bind(offset + 5, Int64(message.connection))
        row.bind(offset + 6, Int64(message.number))
        row.bind(offset + 7, message.time.nanoseconds)
        row.bind(offset + 8, entry.delta)
        row.bind(offset + 9, Int64(bitPattern: message.wireLength))
        row.bind(offset + 10, Int64(message.frames))
        row.bind(offset + 11, message.isCompressed ? 1 : 0)
        row.bind(offset + 12, message.textLength.map { Int64($0) })
        let isCut = message.isCapped || batch.withBytes(of: message) { $0.byteCount > Self.largestPayload }
        row.bind(offset + 13, isCut ? 1 : 0)
        row.bind(offset + 14, batch.closeCode(of: message).map { Int64($0.rawValue) })
        row.bind(offset + 15, message.answer.map { Int64($0.ping) })
        row.bind(offset + 16, message.answer?.roundTrip)
        guard message.hasTrouble, let trouble = batch.trouble(of: message) else {
            for column: Int32 in 17...20 { row.bindNull(offset + column) }
            return
        }
        row.bind(offset + 17, Int64(bitPattern: trouble.missing))
        row.bind(offset + 18, trouble.holes.map { "\($0.offset)+\($0.length)" }.joined(separator: " "))
        row.bind(offset + 19, trouble.isIncomplete ? 1 : 0)
        row.bind(offset + 20, Int64(trouble.doubt.rawValue))
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
        statement.bind(3 * index + 1, entry.id)
        return batch.withBytes(of: entry.message) { bytes in
            statement.bind(3 * index + 2, bytes.extracting(first: Self.largestPayload)) {
                bindCompressed(entries, index, batch, statement)
            }
        }
    }

    private func bindCompressed(
        _ entries: ArraySlice<Entry>, _ index: Int32, _ batch: borrowing TrafficBatch, _ statement: Statement
    ) -> Bool {
        let isDone = entries.first.flatMap { entry in
            batch.withCompressedBytes(of: entry.message) { bytes -> Bool? in
                guard bytes.byteCount <= Self.largestPayload else { return nil }
                return statement.bind(3 * index + 3, bytes) {
                    bindPayloads(entries.dropFirst(), index + 1, batch, statement)
                }
            }
        }
        if case .some(.some(let isDone)) = isDone { return isDone }
        statement.bindNull(3 * index + 3)
        return bindPayloads(entries.dropFirst(), index + 1, batch, statement)
    }
}

extension TrafficBatch {
    fileprivate borrowing func hasPayload(_ message: Message) -> Bool {
        withBytes(of: message) { $0.byteCount > 0 } || withCompressedBytes(of: message) { $0.byteCount > 0 } == true
    }

    /// The code in a Close message; nil where there is none.
    fileprivate borrowing func closeCode(of message: Message) -> CloseCode? {
        guard message.opcode == .close, trouble(of: message).map({ $0.missing == 0 }) ?? true else { return nil }
        return withBytes(of: message) { CloseBody($0).code }
    }
}
