import Testing

@testable import Filters

struct ConditionReaderTests {
    @Test(arguments: [
        ("length eq 1", "length == 1"), ("length ne 1", "length != 1"), ("length lt 1", "length < 1"),
        ("length le 1", "length <= 1"), ("length gt 1", "length > 1"), ("length ge 1", "length >= 1"),
        ("length===1", "length == 1"), ("text~\"x\"", "text matches \"x\""),
        ("length IN {1,2 , 3..4}", "length in {1, 2, 3..4}"),
        ("\"a b\"", "payload contains \"a b\""), ("text in {\"a\" .. \"b\"}", "text in {\"a\"..\"b\"}"),
        ("payload contains 0xff", "payload contains \"\\xff\""), ("opcode==1", "opcode == text"),
        ("opcode>=8", "opcode >= 8"), ("opcode in {1..2, ping}", "opcode in {1..2, ping}"),
    ])
    func `conditions are read in every spelling`(_ text: String, _ printed: String) throws {
        #expect(try Filter(text).description == printed)
    }

    @Test(arguments: [
        ("", "a field is expected here", 0..<0), ("== 1", "a field is expected here", 0..<1),
        ("5 < length", "a field is expected here, not a value", 0..<1), ("'a'", "a field is expected here", 0..<1),
        ("length in 5", "a set is expected here", 10..<11), ("length in", "a set is expected here", 9..<9),
        ("length in {", "a value is expected here", 11..<11), ("length in {1", "this set is not closed", 10..<11),
        ("length in {1 2}", "`,` or `}` is expected here", 13..<14),
        ("length in {}", "a value is expected here", 11..<12),
        ("length in {5..3}", "nothing is in this range", 11..<15),
        ("length in {5..}", "a value is expected here", 14..<15),
        ("ip in {1.1.1.1..2.2.2.2}", "`ip` is an address: it has no ranges", 7..<14),
        ("from > client", "`from` is a side: `>` does not apply to it", 5..<6),
        ("fin in {true}", "`fin` is Boolean: `in` does not apply to it", 4..<6),
        ("ip contains \"1\"", "`ip` is an address: `contains` does not apply to it", 3..<11),
        ("json.a > true", "`true` is not before or behind anything", 9..<13),
        ("json.a in {1..\"x\"}", "nothing is in this range", 11..<17),
        ("json.a contains 5", "`contains` looks for text", 16..<17),
        ("text ~ x", "a pattern stands in quotation marks", 7..<8), ("text ~ \"*\"", "", 8..<10),
        ("text ~ \"\\\\C\\C\"", "", 13..<14),
        ("text == \"a", "the quotation mark that opens here is not closed", 8..<10),
        ("opcode in {text..close}", "opcodes by name have no order", 11..<15),
    ])
    func `what is wrong is said where it is`(_ text: String, _ problem: String, _ range: Range<Int>) throws {
        let error = try #require(Trial.problem(text))
        #expect(problem.isEmpty ? error.problem.hasPrefix("the regular expression is wrong") : error.problem == problem)
        #expect(error.range == range)
        #expect(!error.advice.isEmpty)
    }
}
