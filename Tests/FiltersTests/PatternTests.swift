import Testing

@testable import Filters

struct PatternTests {
    private func search(_ pattern: String, _ bytes: [UInt8], _ kind: Field.Kind = .text) throws -> Pattern.Outcome {
        try #require(Pattern(pattern, of: kind)).search(bytes.span.bytes)
    }

    @Test(arguments: [
        ("b+", "abbc", true), ("^B", "abc", false), ("A.C", "xabc", true), ("(?-i)B", "abc", false), ("", "", true),
        ("^$", "", true),
        ("É", "café", true), (#"\d{3}"#, "ab123", true), (#"\bfoo\b"#, "a foo b", true), ("^.$", "漢", true),
        ("a|b", "", false),
    ])
    func `patterns are found in text, in any case`(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try search(pattern, Array(text.utf8)) == (expected ? .match : .noMatch))
    }

    @Test func `what is no UTF-8 matches nothing and hides nothing`() throws {
        let bytes: [UInt8] = [0xff, 0xfe, 0x61, 0xc3, 0x62]
        #expect(try search("a", bytes) == .match && search("b$", bytes) == .match)
        #expect(try search("a.b", bytes) == .noMatch)
    }

    @Test func `bytes are searched byte by byte`() throws {
        #expect(try search(#"\xff\x00a"#, [0xff, 0x00, 0x41], .bytes) == .match)
        #expect(try search("^.$", Array("漢".utf8), .bytes) == .noMatch)
    }

    @Test(arguments: ["^(a+)+$", "(a*)*b$", "(.*)*\\d\\d\\d", "(a|aa)+$"])
    func `a pattern without end ends at a limit`(_ pattern: String) throws {
        let bytes = [UInt8](repeating: 0x61, count: 3_000) + [0x21]
        let outcome = try search(pattern, bytes)
        #expect(outcome != .match)
        #expect(try search("x", bytes) == .noMatch)
    }

    @Test func `the limit is reached where it must be`() throws {
        #expect(try search("^(a+)+$", [UInt8](repeating: 0x61, count: 64) + [0x21]) == .limitReached)
    }

    @Test(arguments: [
        ("a(b", 3), ("*", 0), ("[a", 2), (#"\C"#, 2), ("(?<n>a)(?<n>b)", 12), ("a{2,1}", 5), ("\\p{Nope}", 8),
    ])
    func `what is wrong in a pattern is said with its place`(_ pattern: String, _ offset: Int) throws {
        let problem = try #require(Pattern.problem(in: pattern, of: .text))
        #expect(!problem.words.isEmpty)
        #expect(abs(problem.offset - offset) <= 2)
        #expect(Pattern(pattern, of: .text) == nil)
    }

    @Test func `a pattern that is right has no problem`() {
        #expect(Pattern.problem(in: "a(b)\u{0}é", of: .text) == nil)
        #expect(Pattern.problem(in: "", of: .bytes) == nil)
    }
}
