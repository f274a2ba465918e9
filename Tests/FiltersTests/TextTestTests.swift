import TestKit
import Testing

@testable import Filters

struct TextTestTests {
    private func holds(_ expression: String, _ texts: [String]) throws -> Bool {
        let leaf = try #require(Filter(expression).condition.leaves.first)
        var limits = 0
        return TextTest(leaf.test, of: leaf.reference.kind).holds(any: texts, &limits)
    }

    @Test(arguments: [
        ("text == \"b\"", ["a", "b"], true), ("text == \"b\"", ["a"], false), ("text != \"b\"", ["a", "b"], false),
        ("text != \"b\"", ["a"], true), ("text != \"b\"", [], false), ("text", [], false), ("text", [""], true),
        ("text < \"b\"", ["a"], true), ("text < \"b\"", ["ba", "b"], false), ("text <= \"b\"", ["b"], true),
        ("text > \"b\"", ["ba"], true), ("text >= \"b\"", ["b"], true), ("text > \"z\"", ["é"], true),
        ("text > \"\"", [""], false),
        ("text contains \"\"", [""], true), ("text contains \"ab\"", ["xab"], true),
        ("text contains \"abc\"", ["ab"], false),
        ("text in {\"b\"..\"d\"}", ["c"], true), ("text in {\"b\"..\"d\"}", ["da"], false),
        ("text in {\"x\", \"c\"}", ["c"], true),
        ("text ~ \"B\"", ["abc"], true), ("text == \"é\"", ["e\u{301}"], false),
    ])
    func `texts are compared byte by byte`(_ expression: String, _ texts: [String], _ expected: Bool) throws {
        #expect(try holds(expression, texts) == expected)
    }

    @Test func `bytes are ordered as arrays are, and found where they are`() {
        var random = SeededRandom(seed: 7)
        let make = { (random: inout SeededRandom) in
            (0..<Int.random(in: 0..<5, using: &random)).map { _ in UInt8.random(in: 0..<3, using: &random) }
        }
        for _ in 0..<2_000 {
            let (left, right) = (make(&random), make(&random))
            let order = left.span.bytes.order(to: right)
            #expect((order < 0) == left.lexicographicallyPrecedes(right) && (order == 0) == (left == right))
            let isInside = right.isEmpty || left.indices.contains { left[$0...].starts(with: right) }
            #expect(left.span.bytes.contains(right) == isInside)
        }
    }

    /// Looking for text in text that nearly is it takes time that grows with the text alone.
    @Test func `no text makes a search slow`() {
        let bytes = [UInt8](repeating: 0x61, count: 4 << 20)
        let needle = [UInt8](repeating: 0x61, count: 8_000) + [0x62] + [UInt8](repeating: 0x61, count: 8_000)
        let isFound = bytes.span.bytes.contains(needle)
        #expect(!isFound)
    }
}
