import Testing

@testable import Filters

struct SQLTextsTests {
    private func sql(_ expression: String) throws -> SQLExpression? {
        SQLTexts.holds(try #require(Filter(expression).condition.leaves.first).test, "host")
    }

    @Test(
        arguments: [
            ("host", "host IS NOT NULL"), ("host == a", "host = ?"), ("host != a", "host <> ?"),
            ("host >= a", "host >= ?"),
            ("host contains a", "instr(host, ?) > 0"),
            ("host in {a, \"b\"..\"c\"}", "(host = ? OR host BETWEEN ? AND ?)"),
            ("host ~ \"a\"", nil), ("host == \"\\xff\"", nil), ("host == \"a\\x00\"", nil), ("host contains \"\"", nil),
            ("host in {a, \"\\xff\"}", nil),
        ] as [(String, String?)])
    func `text that SQL has is compared there`(_ expression: String, _ expected: String?) throws {
        #expect(try sql(expression)?.sql == expected)
    }
}
