import TestKit
import Testing

@testable import Filters

struct FilterParserTests {
    @Test(arguments: [
        ("conn and seq or text", "conn and seq or text"), ("conn and (seq or text)", "conn and (seq or text)"),
        ("(conn and seq) and text", "conn and seq and text"), ("((conn))", "conn"), ("not (not conn)", "not not conn"),
        ("!conn&&!(seq||text)", "not conn and not (seq or text)"), ("not conn and seq", "not conn and seq"),
        ("not (conn and seq)", "not (conn and seq)"), ("conn or seq and text or fin", "conn or seq and text or fin"),
        ("!!conn", "not not conn"), ("\tconn\n&&  seq ", "conn and seq"),
        ("(conn or seq) or text", "conn or seq or text"),
    ])
    func `conditions bind as they should`(_ text: String, _ printed: String) throws {
        let filter = try Filter(text)
        #expect(filter.description == printed)
        #expect(try Filter(printed) == filter)
    }

    @Test(arguments: [
        ("conn seq", "`and`, `or` or the end is expected here", 5..<8), ("conn)", "no parenthesis is open here", 4..<5),
        ("(conn", "this parenthesis is not closed", 0..<1),
        ("(conn seq)", "`and`, `or` or `)` is expected here", 6..<10),
        ("conn and", "a field is expected here", 8..<8), ("or conn", "there is no field `or`", 0..<2),
        ("!= 5", "a field is missing before `!=`", 0..<2),
        ("conn & seq", "`and`, `or` or the end is expected here", 5..<6),
        ("conn | seq", "`and`, `or` or the end is expected here", 5..<6), ("()", "a field is expected here", 1..<2),
        ("1 < length < 5", "a field is expected here, not a value", 0..<1),
        ("length > 1 < 5", "`and`, `or` or the end is expected here", 11..<12),
        ("not", "a field is expected here", 3..<3),
    ])
    func `what does not fit is said where it is`(_ text: String, _ problem: String, _ range: Range<Int>) throws {
        let error = try #require(Trial.problem(text))
        #expect(error.problem == problem)
        #expect(error.range == range)
    }

    @Test func `nesting and length have limits`() throws {
        let deepest = FilterLimits.deepestNesting
        for (open, close) in [("(", ")"), ("not ", ""), ("!", ""), ("not (", ")")] {
            let levels = open == "not (" ? deepest / 2 : deepest
            let text = { String(repeating: open, count: $0) + "conn" + String(repeating: close, count: $0) }
            #expect(Trial.problem(text(levels)) == nil)
            #expect(Trial.problem(text(levels + 1))?.problem.contains("inside each other") == true)
            #expect(Trial.problem(String(repeating: open, count: 3_000))?.problem.contains("inside each other") == true)
        }
        let padding = String(repeating: " ", count: FilterLimits.longestExpression - 4)
        #expect(Trial.problem(padding + "conn") == nil)
        #expect(Trial.problem(padding + " conn")?.problem.contains("longer than") == true)
        let huge = String(repeating: "é", count: 1 << 20)
        #expect(Trial.problem(huge)?.description.utf8.count ?? .max < 1_000)
    }

    /// Words of the language in any order: an answer comes, and what is accepted prints as itself.
    @Test func `no soup of words stops the parser`() {
        var random = SeededRandom(seed: 5)
        let words =
            Field.all.map(\.name) + [
                "(", ")", "!", "not", "and", "or", "&&", "||", "==", "!=", "<", "<=", ">", ">=", "~", "contains",
                "matches",
                "in", "{", "}", ",", "..", "\"", "\"a\"", "\\", "5", "-", "1.5k", "10.0.0.0/8", "::1", "json.", "json[",
                "[0]",
                ".", "header.", "\u{0}", "é", "\n", "'", "=", "text", "0x", "\"\\x", "true", "\"2024-11-22\"", "\u{1b}",
            ]
        var accepted = 0
        for _ in 0..<6_000 {
            let soup = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                (words.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
            }.joined()
            guard let filter = try? Filter(soup) else { continue }
            accepted += 1
            #expect((try? Filter(filter.description)) == filter, "\(soup)")
        }
        #expect(accepted > 50)
    }

    /// Expressions with bytes changed, removed and added.
    @Test func `no damage stops the parser`() {
        var random = SeededRandom(seed: 6)
        var filters = SampleFilters(seed: 6)
        for _ in 0..<1_000 {
            var bytes = Array(filters.next().utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1 where bytes.count > 1: bytes.remove(at: place)
                default: bytes.insert(.random(in: 0...255, using: &random), at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let error = Trial.problem(text) { #expect(error.range.upperBound <= text.utf8.count) }
        }
    }
}
