import Testing

@testable import Filters

struct SQLFieldsTests {
    private func sql(_ expression: String) throws -> SQLAnswer {
        let leaf = try #require(Filter(expression).condition.leaves.first)
        return SQLFields.answer(to: leaf.test, of: leaf.reference)
    }

    @Test(
        arguments: [
            ("seq >= 5", "((seq BETWEEN ? AND ?)) IS TRUE"), ("seq > 1.5", "((seq BETWEEN ? AND ?)) IS TRUE"),
            ("seq == 1.5", "(0) IS TRUE"), ("text", "(text_length IS NOT NULL) IS TRUE"), ("payload", "(1) IS TRUE"),
            ("websocket.payload.ping", "(opcode = ?) IS TRUE"), ("doubt == context-lost", "(doubt & ? <> 0) IS TRUE"),
            ("doubt != context-lost", "((doubt & 15 <> 0 AND NOT (doubt & ? <> 0))) IS TRUE"),
            ("code != 1000", "((code IS NOT NULL AND NOT ((code BETWEEN ? AND ?)))) IS TRUE"),
            ("tls", "(conn IN (SELECT id FROM connection WHERE ((tls <> 0) BETWEEN ? AND ?))) IS TRUE"),
            ("time > 99999999999", "(0) IS TRUE"), ("ip == 0.0.0.0/0 or 1", nil),
        ] as [(String, String?)])
    func `fields that columns hold are exact`(_ expression: String, _ expected: String?) throws {
        guard let expected else {
            #expect(Trial.problem(expression) != nil)
            return
        }
        let answer = try sql(expression)
        #expect(answer.expression?.sql == expected && answer.isExact)
    }

    @Test(arguments: [
        ("text == \"abc\"", "(text_length >= ?) IS TRUE"), ("text matches \"a\"", "(text_length IS NOT NULL) IS TRUE"),
        ("reason == a", "(opcode = 8) IS TRUE"), ("websocket.payload.pong == \"a\"", "(opcode = ?) IS TRUE"),
        ("json.a", "(text_length IS NOT NULL) IS TRUE"),
        ("ip.src == 1.1.1.1", "(conn IN (SELECT id FROM connection)) IS TRUE"),
    ])
    func `others are narrowed down`(_ expression: String, _ expected: String) throws {
        let answer = try sql(expression)
        #expect(answer.expression?.sql == expected && !answer.isExact)
    }

    @Test(arguments: [
        "fin", "payload == \"a\"", "header.a", "finding", "severity > note", "host ~ \"a\"", "client == 10.0.0.0/8",
    ])
    func `what columns do not hold is left`(_ expression: String) throws {
        #expect(try sql(expression) == .unknown)
    }

    @Test func `unsigned lengths are compared as what they stand for`() throws {
        let test = { (text: String) throws in
            NumberTest(try #require(Filter(text).condition.leaves.first).test, of: .size)
        }
        let high = SQLNumbers.holds(try test("length >= 9223372036854775808"), unsigned: "n")
        #expect(high.values == [.integer(.min), .integer(-1)])
        let both = SQLNumbers.holds(try test("length > 5"), unsigned: "n")
        #expect(both.values == [.integer(6), .integer(.max), .integer(.min), .integer(-1)])
        #expect(SQLNumbers.holds(try test("length < 0"), unsigned: "n").sql == "0")
        #expect(
            SQLNumbers.holds(try test("length == 18446744073709551615"), unsigned: "n").values == [
                .integer(-1), .integer(-1),
            ])
    }
}
