import TestKit
import Testing
import WebSocketWire

struct ExtensionOfferTests {
    private static func shown(_ parameter: ExtensionOffer.Parameter) -> String {
        parameter.name + (parameter.value.map { (parameter.isQuoted ? "=~" : "=") + $0 } ?? "")
    }

    @Test(
        arguments: [
            ("foo", "foo", []),
            ("bar; baz=2", "bar", ["baz=2"]),
            (
                "permessage-deflate;client_max_window_bits ; a = b", "permessage-deflate",
                ["client_max_window_bits", "a=b"]
            ),
            ("x; y=\"10\"", "x", ["y=~10"]),
            ("x; y=\"1\\0\"", "x", ["y=~10"]),
        ] as [(String, String, [String])])
    func `an extension is a name and parameters`(_ text: String, _ name: String, _ parameters: [String]) {
        let offer = ExtensionOffer(text)
        #expect(offer.name == name)
        #expect(offer.parameters.map(Self.shown) == parameters)
        #expect(offer.flaw == nil)
        #expect(offer.text == text)
    }

    @Test(
        arguments: [
            (";a", "the name \"\""), ("a b", "the name \"a b\""), ("a;", "the parameter \"\""),
            ("a; b=", "the parameter \"b=\""), ("a; =b", "the parameter \"=b\""), ("a; b c", "the parameter \"b c\""),
            ("a; b=\"c", "the parameter \"b=\"c\""), ("a; b=\"c\"d", "the parameter \"b=\"c\"d\""),
            ("a; b=\"c d\"", "the parameter \"b=\"c d\"\""), ("a; b=\"\"", "the parameter \"b=\"\"\""),
            ("a; b=\"\\", "the parameter \"b=\"\\\\\""), ("\u{1b}", "the name \"\\x1b\""),
        ])
    func `what the grammar does not have is a flaw`(_ text: String, _ flaw: String) {
        #expect(ExtensionOffer(text).flaw == flaw)
    }

    @Test
    func `a parameter after a flawed one is read all the same`() {
        #expect(ExtensionOffer("a; b=; c=1").parameters.map(Self.shown) == ["c=1"])
    }

    @Test
    func `repeated headers are one list`() throws {
        let head = try requiredHead(
            "GET / HTTP/1.1\nSec-WebSocket-Extensions: foo\nsec-websocket-extensions: bar; baz=\"1,2\", qux")
        #expect(ExtensionOffer.all(in: head).map(\.text) == ["foo", "bar; baz=\"1,2\"", "qux"])
    }

    @Test
    func `no text stops the program`() {
        var random = SeededRandom(seed: 6455)
        let alphabet = Array("ab;;==\"\"\\, \t\u{e9}漢")
        for _ in 0..<5000 {
            let text = String((0..<12).map { _ in alphabet.randomElement(using: &random) ?? "x" })
            #expect(ExtensionOffer(text).text == text)
        }
    }
}
