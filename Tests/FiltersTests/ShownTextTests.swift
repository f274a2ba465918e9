import Testing

@testable import Filters

struct ShownTextTests {
    @Test(
        arguments: [
            ("a", "a", 1), ("\n", "\\n", 2), ("\u{1b}", "\\u{1b}", 6), ("\u{202e}", "\\u{202e}", 8), ("漢", "漢", 2),
            ("\u{301}", "\u{301}", 0), ("😀", "😀", 2), ("\u{200d}", "\\u{200d}", 8), ("\u{9b}", "\\u{9b}", 6),
            ("é", "é", 1),
        ] as [(Unicode.Scalar, String, Int)])
    func `characters are shown so that they are seen`(_ character: Unicode.Scalar, _ text: String, _ columns: Int) {
        let shown = ShownText.shown(character)
        #expect(shown.text == text)
        #expect(shown.columns == columns)
    }

    @Test func `long text is cut`() {
        #expect(ShownText.escaped("abc\u{7}", atMost: 4) == "abc\\u{7}")
        #expect(ShownText.escaped("abcde", atMost: 4) == "abcd…")
    }
}
