/// Finding a connection's message by its seq, which no index holds.
extension SessionList {
    /// Messages on both sides of a number that are looked at first.
    private static let nearby: Int64 = 256
    /// Rows of one connection in a row of which the greatest seq is taken. Messages end about in the order of their seqs: late
    /// are at most those that control messages, or the other direction's, went past, and no more of them than this is under
    /// way at a time.
    private static let probed: Int64 = 4

    /// The number of a connection's message by its seq, looked for around a number (a finding's `after`), then in the
    /// connection's stretch by bisection; nil where it is not recorded (yet).
    package func number(ofMessage seq: Int, in connection: Int, near: Int64) throws(SessionError) -> Int64? {
        var found: Int64?
        try database.atOneMoment { () throws(SessionError) in
            let near = max(0, min(near, Int64.max - Self.nearby))
            let around = max(0, near - Self.nearby)...near + Self.nearby
            found = try self.number(ofMessage: seq, in: connection, among: around)
            if found == nil, let stretch = try stretch(of: connection), stretch.lowerBound <= stretch.upperBound {
                let start = try begin(of: seq, in: connection, among: stretch)
                found = try self.number(ofMessage: seq, in: connection, among: start...max(start, stretch.upperBound))
            }
        }
        return found
    }

    private func number(
        ofMessage seq: Int, in connection: Int, among numbers: ClosedRange<Int64>
    ) throws(SessionError) -> Int64? {
        let query = statements.bySeq
        query.bind(1, numbers.lowerBound)
        query.bind(2, numbers.upperBound)
        query.bind(3, Int64(connection))
        query.bind(4, Int64(seq))
        var found: Int64?
        try database.forEachRow(of: query) { found = $0.number(0) }
        return found
    }

    /// Where a connection's messages are.
    private func stretch(of connection: Int) throws(SessionError) -> ClosedRange<Int64>? {
        let last = try count()
        var stretch: ClosedRange<Int64>?
        statements.stretch.bind(1, Int64(connection))
        try database.forEachRow(of: statements.stretch) { row in
            let first = max(0, row.number(0))
            stretch = first...max(first, min(last, row.numberIfAny(1) ?? last))
        }
        return stretch
    }

    /// A number before which there is no message of that seq or a later one.
    private func begin(
        of seq: Int, in connection: Int, among numbers: ClosedRange<Int64>
    ) throws(SessionError) -> Int64 {
        var (low, high) = (numbers.lowerBound, numbers.upperBound)
        while high - low > Self.nearby {
            let middle = low + (high - low) / 2
            let query = statements.ofConnection
            query.bind(1, middle)
            query.bind(2, high)
            query.bind(3, Int64(connection))
            query.bind(4, Self.probed)
            var (rows, greatest): (Int64, Int64) = (0, 0)
            try database.forEachRow(of: query) { row in
                rows += 1
                greatest = max(greatest, row.number(1))
            }
            if rows == Self.probed, greatest < Int64(seq) { low = middle } else { high = middle }
        }
        return low
    }
}
