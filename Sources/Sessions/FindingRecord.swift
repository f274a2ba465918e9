package import ByteStreams
package import Dissection
package import WebSocketWire

/// A finding of a session.
package struct FindingRecord: Sendable, Hashable {
    /// Its number among the events that are no messages. The numbers of findings rise, with gaps.
    package let number: Int64
    /// The message behind which it was told; 0 before the first.
    package let after: Int64
    /// What was found.
    package let finding: Finding
}

/// What findings are ordered by: plain bits.
package struct FindingFacts: Sendable, Hashable {
    /// Its number among the events that are no messages.
    package let number: Int64
    /// How bad it is.
    package let severity: Severity
    /// The connection's number.
    package let connection: Int
    /// The seq of the message that it is about, where it is about one.
    package let message: Int?
    /// When it was seen.
    package let time: Timestamp
}

extension SessionList {
    /// How many findings are recorded at the moment.
    package func findingCount() throws(SessionError) -> Int64 {
        statements.findingCount.bind(1, counted.last)
        try database.forEachRow(of: statements.findingCount) { row in
            guard row.number(0) > 0 else { return }
            counted = (counted.findings &+ row.number(0), row.number(1))
        }
        return counted.findings
    }

    /// The findings with these numbers, in their order. Numbers without a finding are left out.
    package func findings(_ numbers: [Int64]) throws(SessionError) -> [FindingRecord] {
        var records: [FindingRecord] = []
        try database.atOneMoment { () throws(SessionError) in
            for number in numbers {
                statements.finding.bind(1, number)
                try database.forEachRow(of: statements.finding) { row in
                    records.append(
                        FindingRecord(
                            number: row.number(0), after: row.number(1), finding: SessionQueries.finding(row)))
                }
            }
        }
        return records
    }

    /// Facts of at most `limit` findings behind a number, in the order of their numbers.
    package func findingFacts(after: Int64, limit: Int) throws(SessionError) -> [FindingFacts] {
        var facts: [FindingFacts] = []
        statements.findingFacts.bind(1, after)
        statements.findingFacts.bind(2, Int64(max(0, limit)))
        try database.forEachRow(of: statements.findingFacts) { row in
            facts.append(
                FindingFacts(
                    number: row.number(0), severity: SessionQueries.severity(row, 1),
                    connection: SessionQueries.integer(row, 2), message: row.numberIfAny(3).map { Int(max(0, $0)) },
                    time: SessionQueries.time(row, 4)))
        }
        return facts
    }

    /// At most `limit` findings behind a number, in the order of their numbers.
    package func findings(after: Int64, limit: Int) throws(SessionError) -> [FindingRecord] {
        var records: [FindingRecord] = []
        statements.nextFindings.bind(1, after)
        statements.nextFindings.bind(2, Int64(max(0, limit)))
        try database.forEachRow(of: statements.nextFindings) { row in
            records.append(
                FindingRecord(number: row.number(0), after: row.number(1), finding: SessionQueries.finding(row)))
        }
        return records
    }

    /// A number behind which all findings are that were told behind a message or later ones.
    package func findingNumber(beforeMessage message: Int64) throws(SessionError) -> Int64 {
        var (low, high): (Int64, Int64) = (0, max(0, try database.number(of: statements.lastFinding)))
        while low < high {
            let middle = low + (high - low) / 2
            statements.nextFindings.bind(1, middle)
            statements.nextFindings.bind(2, 1)
            var after: Int64?
            try database.forEachRow(of: statements.nextFindings) { after = $0.number(1) }
            if let after, after < message { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
