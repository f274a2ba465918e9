import Dissection
import JSONText
import TestKit
import Testing

@testable import Filters

struct JSONSearchTests {
    private func holds(_ expression: String, _ text: String) throws -> Bool {
        try Trial.matches(expression, Trial.text(text))
    }

    static let trade = #"""
        {"symbol": "BTC\u0055SD", "price": 120.5, "deep": {"price": 7, "list": [{"price": 1}, {"price": -3e2, "x\"y": "z"}]},
         "items": [1, "two", [3, {"id": 17}], null, true], "none": null, "ok": false, "empty": {}, "price": 5}
        """#

    @Test(arguments: [
        ("json.price == 120.5", true), ("json.price > 100", true), ("json.price < 100", false),
        ("json.price == 5", false),
        ("json.price in {1..2, 120..121}", true), ("json.price != 120.5", false), ("json.price != 5", true),
        ("json.price == \"120.5\"", false), ("json.price != \"120.5\"", true), ("json.price contains \"1\"", false),
        ("json.symbol == \"BTCUSD\"", true), ("json.symbol contains \"CU\"", true), ("json.symbol ~ \"^btc\"", true),
        ("json.symbol > \"A\"", true), ("json.symbol in {\"x\", \"BTCUSD\"}", true), ("json.symbol > 5", false),
        ("json.deep.price == 7", true), ("json.deep", true), ("json.deep == 7", false), ("json.deep != 7", true),
        ("json.deep.list[1].price == -300", true), ("json.deep.list[0].price < 2", true), ("json.deep.list[2]", false),
        ("json.deep.list[*].price == -300", true), ("json.deep.list[*].price != -300", false),
        ("json.deep.list[*].price != 9", true), ("json.deep.list[1].\"x\\\"y\" == \"z\"", true),
        ("json..price == 7", true), ("json..price == -3e2", true), ("json..price == 5", true),
        ("json..price == 6", false),
        ("json..price != 6", true), ("json..price != 7", false), ("json..id == 17", true),
        ("json..list[0].price == 1", true),
        ("json.deep..price == 1", true), ("json.deep..price == 120.5", false), ("json..[1] == \"two\"", true),
        ("json..[*].id == 17", true), ("json..nothing", false), ("json.items[0] == 1", true),
        ("json.items[1] == \"two\"", true),
        ("json.items[2][1].id == 17", true), ("json.items[3] == null", true), ("json.items[3] != null", false),
        ("json.items[4] == true", true), ("json.items[4]", true), ("json.items[5]", false), ("json.items.a", false),
        ("json[0]", false), ("json.none", true), ("json.none == null", true), ("json.ok == false", true),
        ("json.ok == true", false),
        ("json.ok in {null, false}", true), ("json.ok != 1", true), ("json.empty", true), ("json.empty.a", false),
        ("json", true),
        ("json == 5", false), ("json != 5", true), ("json.price > 0.1k", true), ("not json.none.a == 1", true),
    ])
    func `values are found by their paths`(_ expression: String, _ expected: Bool) throws {
        #expect(try holds(expression, Self.trade) == expected)
    }

    @Test(arguments: [
        ("json", "", false), ("json", "x", false), ("json", "5", true), ("json == 5", " 5 ", true),
        ("json[1] == 2", "[1,2]", true),
        ("json", "[1,2", false), ("json[1] == 2", "[1,2", true), ("json[0] == 1", "[1,2", true),
        ("json.a == 1", "{\"a\":1", true),
        ("json.a", "{\"a\":", false), ("json.a == 1", "{\"a\":1}x", true), ("json.b", "{\"a\":[1,}", false),
        ("json", "{}x", false),
        ("json..a == 2", "{\"b\":{\"a\":1},\"c\":[{\"a\":2}", true), ("json.a > 1", "{\"a\":1e999}", true),
        ("json.a == \"\"", "{\"a\":\"\"}", true), ("json.a == \"\\xff\"", "{\"a\":\"x\"}", false),
        ("json.\"\" == 1", "{\"\":1}", true),
    ])
    func `text that is cut or no JSON counts as far as it goes`(_ expression: String, _ text: String, _ expected: Bool)
        throws
    {
        #expect(try holds(expression, text) == expected)
    }

    @Test func `only text messages are JSON`() throws {
        let binary = Trial.message(Array("{\"a\":1}".utf8)) { $0.opcode = .binary }
        #expect(try !Trial.matches("json.a", binary))
        let capped = Trial.message(Array("{\"a\":1,\"b\":2}".utf8)) { $0.textLength = 7 }
        #expect(try Trial.matches("json.a == 1 and not json.b", capped))
    }

    @Test func `a number that may be cut by a cap does not count`() throws {
        for (isCapped, isIncomplete) in [(false, false), (true, false), (false, true)] {
            let message = Trial.message(Array("{\"a\":[1,23".utf8)) {
                $0.isCapped = isCapped
                $0.trouble = Message.Trouble()
                $0.trouble?.isIncomplete = isIncomplete
            }
            #expect(try Trial.matches("json.a[1] == 23", message) == (!isCapped && !isIncomplete))
            #expect(try Trial.matches("json.a[0] == 1", message))
        }
    }

    @Test func `depth is bounded`() throws {
        let deepest = JSONReader.deepest
        let text = String(repeating: "[", count: deepest) + "1" + String(repeating: "]", count: deepest)
        #expect(try holds("json..[0] == 1", text))
        #expect(try !holds("json..[0] == 1", "[" + text + "]"))
        #expect(try !holds("json..a == 1", String(repeating: "{\"a\":", count: 100_000)))
    }

    /// Whatever is changed in a text, an answer comes.
    @Test func `no damage stops the search`() throws {
        var random = SeededRandom(seed: 8)
        let whole = Array(Self.trade.utf8)
        for expression in ["json..price == 1234", "json.deep.list[1].price == 9", "json..[*]..id == 3"] {
            for _ in 0..<150 {
                var bytes = whole
                for _ in 0...3 {
                    bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
                }
                bytes.removeLast(.random(in: 0..<bytes.count, using: &random))
                _ = try Trial.matches(expression, Trial.message(bytes))
            }
        }
    }
}
