/// A value in a condition.
package enum SessionValue: Sendable, Hashable {
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// What a row of a session's table `message` must fulfil, in SQL. It may look into other tables; names of columns stand
/// for those of `message`.
package struct SessionCondition: Sendable, Hashable {
    /// An SQL expression with `?` for each value.
    package var sql: String
    /// The values, in their order.
    package var values: [SessionValue]

    /// A condition by its expression and values.
    package init(sql: String, values: [SessionValue] = []) {
        self.sql = sql
        self.values = values
    }
}

extension SessionCondition {
    /// Sets the values as the parameters of a statement that begin at an index.
    func bind(to statement: Statement, from index: Int32) {
        for (offset, value) in values.enumerated() {
            let place = index + Int32(offset)
            switch value {
            case .integer(let number): statement.bind(place, number)
            case .real(let number): statement.bind(place, number as Double?)
            case .text(let text): statement.bind(place, text)
            case .bytes(let bytes): statement.bind(place, copying: bytes)
            }
        }
    }
}
