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

    private static let group = 64
    /// What is bound of every message, in this order, and of an unusual one besides; its headers come last.
    private static let usual = [
        "id", "opcode", "length", "direction", "conn", "seq", "time", "delta", "wire_length", "text_length",
    ]
    private static let unusual = [
        "frames", "compressed", "capped", "code", "answers", "rtt", "missing", "holes", "incomplete", "doubt",
    ]

    private let plainMessages: Statement
    private let message: Statement
    private let payloads: Statement
    private let payload: Statement

    init(_ database: Database) throws(SessionError) {
        plainMessages = try database.prepare(
            Self.insertion(
                into: "message", Self.usual + ["headers"],
                constants: [("frames", 1), ("compressed", 0), ("capped", 0)],
                rows: Self.group))
        message = try database.prepare(
            Self.insertion(into: "message", Self.usual + Self.unusual + ["headers"], rows: 1))
        let columns = ["message", "bytes", "wire"]
        payloads = try database.prepare(Self.insertion(into: "payload", columns, rows: Self.group))
        payload = try database.prepare(Self.insertion(into: "payload", columns, rows: 1))
    }

    private static func insertion(
        into table: String, _ columns: [String], constants: [(name: String, value: Int)] = [], rows: Int
    ) -> String {
        let values = Array(repeating: "?", count: columns.count) + constants.map { String($0.value) }
        let row = "(" + values.joined(separator: ",") + ")"
        return "INSERT INTO \(table) (\((columns + constants.map(\.name)).joined(separator: ","))) VALUES "
            + repeatElement(row, count: rows).joined(separator: ",")
    }

    /// Adds messages of a batch, and their payloads in rows of their own; says whether that went well.
    func insert(_ entries: [Entry], headers: RawSpan, of batch: borrowing TrafficBatch) -> Bool {
        var place = 0
        while place < entries.count {
            let next = entries[place..<min(place + Self.group, entries.count)]
            if next.count == Self.group, next.allSatisfy({ batch.isPlain($0.message) }) {
                guard insertPlain(next, headers: headers) else { return false }
                place += Self.group
            } else {
                bind(entries[place], at: 0, message)
                bindUnusual(entries[place].message, at: Int32(Self.usual.count), message, batch)
                let column = Int32(Self.usual.count + Self.unusual.count + 1)
                let isDone = message.bind(column, headers.extracting(entries[place].headers)) { message.run() }
                guard isDone else { return false }
                place += 1
            }
        }
        return insertPayloads(entries.filter { batch.hasPayload($0.message) }, of: batch)
    }

    private func insertPlain(_ entries: ArraySlice<Entry>, headers: RawSpan) -> Bool {
        let width = Int32(Self.usual.count + 1)
        for (index, entry) in entries.enumerated() { bind(entry, at: Int32(index) * width, plainMessages) }
        return bindHeaders(entries, 0, headers, plainMessages)
    }

    private func bind(_ entry: Entry, at offset: Int32, _ row: Statement) {
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
        row.bind(offset + 10, message.textLength.map { Int64($0) })
    }

    private func bindUnusual(
        _ message: Message, at offset: Int32, _ row: Statement, _ batch: borrowing TrafficBatch
    ) {
        row.bind(offset + 1, Int64(message.frames))
        row.bind(offset + 2, message.isCompressed ? 1 : 0)
        row.bind(offset + 3, batch.isCut(message) ? 1 : 0)
        row.bind(offset + 4, batch.closeCode(of: message).map { Int64($0.rawValue) })
        row.bind(offset + 5, message.answer.map { Int64($0.ping) })
        row.bind(offset + 6, message.answer?.roundTrip)
        guard message.hasTrouble, let trouble = batch.trouble(of: message) else {
            for column: Int32 in 7...10 { row.bindNull(offset + column) }
            return
        }
        row.bind(offset + 7, Int64(bitPattern: trouble.missing))
        row.bind(offset + 8, trouble.holes.map { "\($0.offset)+\($0.length)" }.joined(separator: " "))
        row.bind(offset + 9, trouble.isIncomplete ? 1 : 0)
        row.bind(offset + 10, Int64(trouble.doubt.rawValue))
    }

    /// Sets the headers of every row, and runs the statement.
    private func bindHeaders(
        _ entries: ArraySlice<Entry>, _ index: Int32, _ headers: RawSpan, _ statement: Statement
    ) -> Bool {
        guard let entry = entries.first else { return statement.run() }
        let column = (index + 1) * Int32(Self.usual.count + 1)
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

    /// Whether nothing of a message stands in the columns of unusual ones.
    fileprivate borrowing func isPlain(_ message: Message) -> Bool {
        !message.hasTrouble && message.frames == 1 && !message.isCompressed && message.answer == nil
            && message.opcode != .close && !isCut(message)
    }

    /// Whether a message's row has less of its payload than was seen.
    fileprivate borrowing func isCut(_ message: Message) -> Bool {
        message.isCapped || withBytes(of: message) { $0.byteCount > MessageRows.largestPayload }
    }

    /// The code in a Close message; nil where there is none.
    fileprivate borrowing func closeCode(of message: Message) -> CloseCode? {
        guard message.opcode == .close, trouble(of: message).map({ $0.missing == 0 }) ?? true else { return nil }
        return withBytes(of: message) { CloseBody($0).code }
    }
}
