import ByteStreams
package import Dissection
import WebSocketWire

/// Single messages of a session.
extension SessionList {
    /// Adds the messages with these numbers to a batch, in their order, with at most `payload` bytes of each payload; a
    /// control message of a lawful size is whole. A message of which less comes than is recorded is told as capped. Numbers
    /// without a message are left out.
    package func read(_ numbers: [Int64], payload: Int, into batch: inout TrafficBatch) throws(SessionError) {
        try database.atOneMoment { () throws(SessionError) in
            for number in numbers {
                _ = try read(number, by: statements.preview, payload: payload, withFrames: false, into: &batch)
            }
        }
    }

    /// Adds one message to a batch, its frames before it, with at most `payload` bytes of its payload, and with what it was
    /// on the wire where it was compressed and that is no longer than this; false where there is no such message.
    package func readWhole(
        _ number: Int64, payload: Int, into batch: inout TrafficBatch
    ) throws(SessionError) -> Bool {
        var isThere = false
        try database.atOneMoment { () throws(SessionError) in
            isThere = try read(number, by: statements.whole, payload: payload, withFrames: true, into: &batch)
        }
        return isThere
    }

    private func read(
        _ number: Int64, by statement: Statement, payload: Int, withFrames: Bool, into batch: inout TrafficBatch
    ) throws(SessionError) -> Bool {
        defer { statement.reset() }
        statement.bind(1, number)
        switch statement.step() {
        case .row: break
        case .done: return false
        case .failed: throw database.error
        }
        var message = SessionQueries.message(statement)
        if withFrames { SessionQueries.tellFrames(statement, of: message, into: &batch) }
        let limit = message.opcode.isControl ? max(payload, Limits.controlPayload) : max(0, payload)
        if statement.number(21) > Int64(limit) { message.isCapped = true }
        let wire = try wirePayload(message, of: number, in: statement, limit: limit)
        try withBytes("bytes", of: number, in: statement, 21, limit: limit) { bytes in
            if let wire {
                unsafe batch.restore(message, payload: bytes, compressed: wire.span.bytes)
            } else {
                batch.restore(message, payload: bytes)
            }
        }
        return true
    }

    /// A compressed message's payload as it was on the wire; nil where that is not known, or longer than the limit.
    private func wirePayload(
        _ message: RestoredMessage, of number: Int64, in row: Statement, limit: Int
    ) throws(SessionError) -> [UInt8]? {
        guard message.isCompressed, !row.isNull(23), row.number(23) <= Int64(limit) else { return nil }
        var wire: [UInt8]?
        try withBytes("wire", of: number, in: row, 23, limit: limit) { wire = $0.copied }
        return wire
    }

    /// Shows at most `limit` bytes of a payload to `body`, whose length and, unless it is long, whose bytes stand in a row.
    private func withBytes(
        _ column: String, of number: Int64, in row: Statement, _ place: Int32, limit: Int, _ body: (RawSpan) -> Void
    ) throws(SessionError) {
        if row.number(place) > Int64(ListQueries.largestInRow) {
            return try database.withPrefix(of: column, of: "payload", row: number, count: limit, body)
        }
        row.withBytes(place + 1) { body($0.extracting(first: min(limit, $0.byteCount))) }
    }
}
