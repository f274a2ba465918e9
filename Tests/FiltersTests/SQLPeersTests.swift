import Testing

@testable import Filters

struct SQLPeersTests {
    private func sql(_ expression: String, _ columns: [String]) throws -> SQLExpression? {
        SQLPeers.holds(AddressTest(try #require(Filter(expression).condition.leaves.first).test), columns)
    }

    @Test(
        arguments: [
            ("ip == 10.0.0.1", "(client = ? OR server = ?)"), ("ip != ::1", "NOT ((client = ? OR server = ?))"),
            ("ip", "1"),
            ("ip in {1.1.1.1, ::2}", "(client = ? OR client = ? OR server = ? OR server = ?)"),
            ("ip == 10.0.0.0/8", nil),
            ("ip in {1.1.1.1, ::/0}", nil),
        ] as [(String, String?)])
    func `hosts are text, and networks are not`(_ expression: String, _ expected: String?) throws {
        #expect(try sql(expression, ["client", "server"])?.sql == expected)
    }

    @Test func `an address is written as sessions write it, a port beside it`() throws {
        let one = try #require(try sql("client == [2001:DB8:0::2]:80", ["client"]))
        #expect(one.sql == "((client = ? AND client_port = ?))")
        #expect(one.values == [.text("2001:db8::2"), .integer(80)])
    }
}
