import Testing

@testable import WebSocketWire

struct ExcerptTests {
    @Test(
        arguments: [
            ("plain text, ünïcödé and 漢", "plain text, ünïcödé and 漢"),
            ("\u{1b}[2J", "\\x1b[2J"),
            ("a\r\nb\0\t", "a\\x0d\\x0ab\\x00\\x09"),
            ("\u{7f}\u{9b}31m", "\\x7f\\x9b31m"),
            ("back\\slash", "back\\\\slash"),
            ("\u{202e}evil\u{2028}", "\\u{202e}evil\\u{2028}"),
        ])
    func `nothing that a terminal obeys comes through`(_ text: String, _ shown: String) {
        #expect(Excerpt(text).description == shown)
    }

    @Test
    func `a long text is cut and says so`() {
        #expect(Excerpt(String(repeating: "x", count: 80)).description == String(repeating: "x", count: 80))
        #expect(Excerpt(String(repeating: "x", count: 81)).description == String(repeating: "x", count: 80) + "…")
    }
}
