import Dissection
import Sessions
import Testing

@testable import Filters

struct PushedDownTests {
    /// What a stream of everything passes is what a session gives that leaves out what SQL can.
    @Test(arguments: 0..<5 as Range<UInt64>)
    func `a session asked with SQL gives what its whole stream does`(_ seed: UInt64) throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: seed)
        try traffic.fill(&batch, messages: 120)
        let session = try SampleSession(batch)
        var filters = SampleFilters(seed: seed)
        var pushed = 0
        var exact = 0
        var matched = 0
        for _ in 0..<150 {
            let expression = filters.next()
            let filter = try Filter(expression)
            let down = PushedDown(filter)
            pushed += down.condition == nil ? 0 : 1
            exact += down.isExact ? 1 : 0
            var whole = TrafficFilter(filter)
            let expected = try session.told { whole.select(from: $0, into: &$1) }
            var rest = TrafficFilter(filter, messages: down.isExact ? .selected : .judged)
            let told = try session.told(where: down.condition) { rest.select(from: $0, into: &$1) }
            #expect(told == expected, "\(expression) as \(down)")
            matched += expected.isEmpty ? 0 : 1
        }
        #expect(pushed > 40 && exact > 20 && matched > 30, "SQL decides about enough")
    }

    @Test(arguments: [
        ("length > 1k", "((length BETWEEN ? AND ? OR length BETWEEN ? AND ?)) IS TRUE", true),
        (
            "length == 5 and text contains \"abc\"",
            "(((length BETWEEN ? AND ?)) IS TRUE AND (text_length >= ?) IS TRUE)", false
        ),
        ("not compressed", "NOT ((((compressed <> 0) BETWEEN ? AND ?)) IS TRUE)", true),
        ("host == a", "(conn IN (SELECT id FROM connection WHERE host = ?)) IS TRUE", true),
        ("json.a == 1", "(text_length IS NOT NULL) IS TRUE", false),
        ("delta > 1s", "((delta BETWEEN ? AND ?)) IS TRUE", true),
    ])
    func `conditions are SQL`(_ expression: String, _ sql: String, _ isExact: Bool) throws {
        let down = PushedDown(try Filter(expression))
        #expect(down.condition?.sql == sql)
        #expect(down.isExact == isExact)
    }

    @Test(arguments: [
        "not json.a == 1", "json.a or payload == \"x\"", "finding == x", "fin", "header.a == b", "ip == 10.0.0.0/8",
        "delta > 1 and json.a", "conn == 1 and (delta > 1 or json.a)",
    ])
    func `what SQL cannot say of every match is not pushed down`(_ expression: String) throws {
        let down = PushedDown(try Filter(expression))
        #expect(down.condition == nil && !down.isExact)
    }

    @Test func `a filter of very many terms, or a deep one, is left to the matcher`() throws {
        let many = (0..<200).map { "seq == \($0)" }.joined(separator: " or ")
        #expect(PushedDown(try Filter(many)).condition == nil)
        let few = (0..<FilterLimits.sqlTerms).map { "seq == \($0)" }.joined(separator: " or ")
        #expect(PushedDown(try Filter(few)).isExact)
        let deep = String(repeating: "not ", count: FilterLimits.sqlDepth + 1) + "seq == 1"
        #expect(PushedDown(try Filter(deep)).condition == nil)
    }

    @Test func `SQLite accepts the longest and the deepest condition`() throws {
        var batch = TrafficBatch()
        var traffic = SampleTraffic(seed: 1)
        try traffic.fill(&batch, messages: 5)
        let session = try SampleSession(batch)
        let half = FilterLimits.sqlDepth / 2
        let deep = String(repeating: "not (seq == 1 and ", count: half) + "not client == 10.0.0.1:1"
        let nested = deep.replacing("and not client", with: "and client") + String(repeating: ")", count: half)
        let sets = "seq in {" + (0..<FilterLimits.sqlTerms).map { "\($0)" }.joined(separator: ",") + "}"
        for expression in [
            nested, sets, String(repeating: "not ", count: FilterLimits.sqlDepth) + "ip in {10.0.0.1, ::1}",
        ] {
            let down = PushedDown(try Filter(expression))
            let condition = try #require(down.condition)
            #expect(try session.told(where: condition) { _, _ in }.isEmpty)
        }
    }
}
