package import Dissection

/// A connection of a session as it began and, where it did, ended.
package struct ConnectionRecord: Sendable, Hashable {
    /// How it began.
    package let opening: ConnectionOpening
    /// How it ended; nil while it has not.
    package let closing: ConnectionClosing?
    /// The message behind which it began; 0 before the first. All of its messages have greater numbers.
    package let after: Int64
    /// The message behind which it ended; none of its messages has a greater number. Nil while it has not ended.
    package let closedAfter: Int64?
}

extension SessionList {
    /// The greatest number of a connection; a number below it may be missing.
    package func connectionCount() throws(SessionError) -> Int {
        Int(max(0, try database.number(of: statements.lastConnection)))
    }

    /// The connections with these numbers, in their order. Numbers without a connection are left out.
    package func connections(_ numbers: [Int]) throws(SessionError) -> [ConnectionRecord] {
        var records: [ConnectionRecord] = []
        try database.atOneMoment { () throws(SessionError) in
            for number in numbers {
                statements.connection.bind(1, Int64(number))
                try database.forEachRow(of: statements.connection) { row in
                    let isClosed = !row.isNull(21)
                    records.append(
                        ConnectionRecord(
                            opening: SessionQueries.opening(row),
                            closing: isClosed ? SessionQueries.closing(row, from: 21) : nil, after: row.number(1),
                            closedAfter: isClosed ? row.number(22) : nil))
                }
            }
        }
        return records
    }
}
