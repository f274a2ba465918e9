import Testing

@testable import CursesTerminal

struct ClipboardTests {
    /// The examples of RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{fffd}\u{7f}?>", "77+9fz8+"),
    ])
    func `bytes in base64 are as the RFC says`(_ text: String, _ expected: String) {
        #expect(String(decoding: Clipboard.base64(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test func `a text is put on the clipboard with OSC 52, and tmux is asked to pass it on`() {
        #expect(Clipboard.request("foo", insideTmux: false) == Array("\u{1b}]52;c;Zm9v\u{7}".utf8))
        #expect(
            Clipboard.request("foo", insideTmux: true)
                == Array("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;Zm9v\u{7}\u{1b}\\".utf8))
    }

    @Test(arguments: 0..<4)
    func `a long text is cut between two characters`(_ shift: Int) {
        let text = String(repeating: "a", count: shift) + String(repeating: "🙂", count: Clipboard.limit)
        let kept = (Clipboard.limit - shift) / 4 * 4 + shift
        let expected = Clipboard.base64(Array(text.utf8.prefix(kept)))
        #expect(Clipboard.request(text, insideTmux: false) == Array("\u{1b}]52;c;".utf8) + expected + [7])
        #expect(expected.count < 100_000)
    }
}
