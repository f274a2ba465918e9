import Sessions
import WebSocketWire

/// What SQL can say of single fields.
enum SQLFields {
    /// The answer to a test of a field.
    static func answer(to test: Test, of field: FieldReference) -> SQLAnswer {
        switch field.field.subject {
        case .connection: connection(test, field)
        case .message: message(test, field)
        case .frame: .unknown
        case .json: .atMost(SQLExpression(sql: "text_length IS NOT NULL"))
        case .finding: .unknown
        }
    }

    private static func message(_ test: Test, _ field: FieldReference) -> SQLAnswer {
        let number = NumberTest(test, of: field.kind)
        switch field.field.fact {
        case .from: return .exactly(SQLNumbers.holds(number, "(direction <> 0)"))
        case .opcode: return .exactly(SQLNumbers.holds(number, "opcode"))
        case .length: return .exactly(SQLNumbers.holds(number, unsigned: "length"))
        case .wireLength: return .exactly(SQLNumbers.holds(number, unsigned: "wire_length"))
        case .frames: return .exactly(SQLNumbers.holds(number, "max(frames, 0)"))
        case .compressed: return .exactly(SQLNumbers.holds(number, "(compressed <> 0)"))
        case .code: return .exactly(SQLNumbers.holds(number, "code"))
        case .rtt: return .exactly(SQLNumbers.holds(number, "rtt", unit: 1))
        case .delta: return .exactly(SQLNumbers.holds(number, "delta", unit: 1))
        case .time: return .exactly(SQLNumbers.holds(number, "time", unit: 1))
        case .seq: return .exactly(SQLNumbers.holds(number, "seq"))
        case .doubt: return .exactly(doubt(number))
        case .text: return text(test)
        case .reason: return .atMost(SQLExpression(sql: "opcode = 8"))
        case .payload:
            guard case .bare = test else { return .unknown }
            return .exactly(.always)
        case .pingPayload: return payload(of: .ping, test)
        case .pongPayload: return payload(of: .pong, test)
        case .senderAddress, .receiverAddress:
            return .atMost(SQLExpression(sql: "conn IN (SELECT id FROM connection)"))
        default: return .unknown
        }
    }

    private static func payload(of opcode: Opcode, _ test: Test) -> SQLAnswer {
        let expression = SQLExpression(sql: "opcode = ?", values: [.integer(Int64(opcode.rawValue))])
        guard case .bare = test else { return .atMost(expression) }
        return .exactly(expression)
    }

    /// Text is kept at least as long as what is found in it.
    private static func text(_ test: Test) -> SQLAnswer {
        switch test {
        case .bare: .exactly(SQLExpression(sql: "text_length IS NOT NULL"))
        case .contains(let bytes), .compare(.equal, .bytes(let bytes)):
            .atMost(SQLExpression(sql: "text_length >= ?", values: [.integer(Int64(bytes.count))]))
        case .compare, .matches, .among: .atMost(SQLExpression(sql: "text_length IS NOT NULL"))
        }
    }

    private static func doubt(_ test: NumberTest) -> SQLExpression {
        let bits = (0..<4).filter { test.isWanted(Int128($0) * Decimal.one) }.reduce(Int64(0)) { $0 | 1 << Int64($1) }
        let wanted = SQLExpression(sql: "doubt & ? <> 0", values: [.integer(bits)])
        let any = SQLExpression(sql: "doubt & 15 <> 0")
        return test.isInverted ? .joined([any, wanted.inside("NOT (", ")")], by: "AND") : wanted
    }

    private static func connection(_ test: Test, _ field: FieldReference) -> SQLAnswer {
        let number = NumberTest(test, of: field.kind)
        switch field.field.fact {
        case .conn: return .exactly(SQLNumbers.holds(number, "conn"))
        case .status: return asked(SQLNumbers.holds(number, "status"))
        case .tls: return asked(SQLNumbers.holds(number, "(tls <> 0)"))
        case .port: return asked(ports(number))
        case .host: return asked(SQLTexts.holds(test, "host"))
        case .path: return asked(SQLTexts.holds(test, "path"))
        case .url: return asked(SQLTexts.holds(test, "url"))
        case .subprotocol: return asked(SQLTexts.holds(test, "subprotocol"))
        case .source: return asked(SQLTexts.holds(test, "source"))
        case .client: return asked(SQLPeers.holds(AddressTest(test), ["client"]))
        case .server: return asked(SQLPeers.holds(AddressTest(test), ["server"]))
        case .ip: return asked(SQLPeers.holds(AddressTest(test), ["client", "server"]))
        default: return .unknown
        }
    }

    private static func ports(_ test: NumberTest) -> SQLExpression {
        let plain = NumberTest(ranges: test.ranges, isInverted: false)
        let any = SQLExpression.joined(
            [SQLNumbers.holds(plain, "client_port"), SQLNumbers.holds(plain, "server_port")], by: "OR")
        return test.isInverted ? any.inside("NOT (", ")") : any
    }

    /// An expression over a row of `connection`, asked of a message's.
    private static func asked(_ expression: SQLExpression?) -> SQLAnswer {
        guard let expression else { return .unknown }
        return .exactly(expression.inside("conn IN (SELECT id FROM connection WHERE ", ")"))
    }
}

/// Tests of numbers in SQL.
enum SQLNumbers {
    /// A test of a column of integers that count `unit` billionths each.
    static func holds(_ test: NumberTest, _ column: String, unit: Int128 = Decimal.one) -> SQLExpression {
        let parts = test.ranges.compactMap { range -> SQLExpression? in
            let low = Self.up(range.lowerBound, unit)
            let high = Self.down(range.upperBound, unit)
            guard low <= high, low <= Int128(Int64.max), high >= Int128(Int64.min) else { return nil }
            return between(column, Int64(clamping: low), Int64(clamping: high))
        }
        return invert(parts, test, column)
    }

    /// A test of a column whose unsigned numbers above `Int64.max` stand as negative ones.
    static func holds(_ test: NumberTest, unsigned column: String) -> SQLExpression {
        let parts = test.ranges.flatMap { range -> [SQLExpression] in
            let low = max(0, Self.up(range.lowerBound, Decimal.one))
            let high = min(Int128(UInt64.max), Self.down(range.upperBound, Decimal.one))
            let middle = Int128(Int64.max)
            var parts: [SQLExpression] = []
            if low <= min(high, middle) {
                parts.append(between(column, Int64(clamping: low), Int64(clamping: min(high, middle))))
            }
            if max(low, middle + 1) <= high {
                let from = Int64(truncatingIfNeeded: max(low, middle + 1))
                parts.append(between(column, from, Int64(truncatingIfNeeded: high)))
            }
            return parts
        }
        return invert(parts, test, column)
    }

    private static func invert(_ parts: [SQLExpression], _ test: NumberTest, _ column: String) -> SQLExpression {
        let any = parts.isEmpty ? SQLExpression.never : .joined(parts, by: "OR")
        guard test.isInverted else { return any }
        return .joined([SQLExpression(sql: "\(column) IS NOT NULL"), any.inside("NOT (", ")")], by: "AND")
    }

    private static func between(_ column: String, _ low: Int64, _ high: Int64) -> SQLExpression {
        SQLExpression(sql: "\(column) BETWEEN ? AND ?", values: [.integer(low), .integer(high)])
    }

    /// The quotient, rounded up.
    private static func up(_ value: Int128, _ unit: Int128) -> Int128 {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
        return rest > 0 ? quotient + 1 : quotient
    }

    /// The quotient, rounded down.
    private static func down(_ value: Int128, _ unit: Int128) -> Int128 {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
        return rest < 0 ? quotient - 1 : quotient
    }
}
