package import ByteStreams
package import WebSocketWire

/// What a list, or somebody who counts, asks of a message: plain bits.
package struct MessageFacts: Sendable, Hashable {
    /// Its number in the session.
    package let number: Int64
    /// Its connection's number.
    package let connection: Int
    /// Its number in the connection.
    package let seq: Int
    /// What it carries.
    package let opcode: Opcode
    /// Who sent it.
    package let from: Direction
    /// When the last of its bytes had arrived in order.
    package let time: Timestamp
    /// Payload bytes after unmasking, joining and inflating; nil where they could not be inflated.
    package let length: UInt64?
    /// Bytes that its frames took on the wire.
    package let wireLength: UInt64
    /// Its frames.
    package let frames: Int
    /// Whether it was sent compressed.
    package let isCompressed: Bool
    /// Nanoseconds from the ping that this pong answers.
    package let roundTrip: Int64?
    /// The seq of the ping that this pong answers.
    package let answers: Int?
    /// The code of a Close.
    package let code: UInt16?
    /// Whether something unusual is known about it.
    package let hasTrouble: Bool

    init(_ row: Statement) {
        number = row.number(0)
        opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: row.number(1)))
        length = row.numberIfAny(2).map { UInt64(bitPattern: $0) }
        from = row.number(3) == 0 ? .fromClient : .fromServer
        connection = SessionQueries.integer(row, 4)
        seq = SessionQueries.integer(row, 5)
        time = SessionQueries.time(row, 6)
        wireLength = UInt64(bitPattern: row.number(7))
        frames = SessionQueries.integer(row, 8)
        isCompressed = row.number(9) != 0
        code = row.numberIfAny(10).map { UInt16(truncatingIfNeeded: $0) }
        answers = row.numberIfAny(11).map { Int(max(0, $0)) }
        roundTrip = answers == nil ? nil : row.number(12)
        hasTrouble = !row.isNull(13)
    }
}

extension SessionList {
    /// Shows facts of at most `limit` messages behind a number, in order, to `body`; the number of the last that was shown,
    /// or `after` where there is none.
    package func scan(
        after: Int64, limit: Int, _ body: (borrowing MessageFacts) -> Void
    ) throws(SessionError) -> Int64 {
        var last = after
        statements.scan.bind(1, after)
        statements.scan.bind(2, Int64(max(0, limit)))
        try database.forEachRow(of: statements.scan) { row in
            let facts = MessageFacts(row)
            last = facts.number
            body(facts)
        }
        return last
    }
}
