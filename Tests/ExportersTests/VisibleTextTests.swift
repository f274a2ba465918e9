import Exporters
import Testing

struct VisibleTextTests {
    private static func written(_ bytes: [UInt8], limit: Int = .max) -> (text: String, isWhole: Bool) {
        var isWhole = false
        let text = printed { isWhole = VisibleText.write(bytes.span.bytes, limit: limit, to: &$0) }
        return (text, isWhole)
    }

    static let table: [(String, String)] = [
        ("", ""), ("plain text", "plain text"), ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\u{0}\u{1f}\u{7f}", "\\x00\\x1f\\x7f"),
        ("back\\slash", "back\\\\slash"), ("\u{80}\u{9f}", "\\u{80}\\u{9f}"), ("\u{ad}", "\\u{ad}"),
        ("\u{200b}\u{200e}\u{200f}", "\\u{200b}\\u{200e}\\u{200f}"),
        ("\u{202a}\u{202e}\u{2066}\u{2069}", "\\u{202a}\\u{202e}\\u{2066}\\u{2069}"),
        ("\u{2028}\u{2029}\u{feff}\u{61c}", "\\u{2028}\\u{2029}\\u{feff}\\u{61c}"), ("\u{e0041}", "\\u{e0041}"),
        ("é漢🤷", "é漢🤷"), ("\u{fffd}", "\u{fffd}"), ("\u{a0}", "\u{a0}"),
    ]

    @Test(arguments: table.indices)
    func `what hides or disturbs is made visible`(_ index: Int) {
        let (raw, visible) = Self.table[index]
        #expect(VisibleText.of(raw) == visible)
        let written = Self.written(Array(raw.utf8))
        #expect(written == (visible, true))
    }

    @Test(arguments: [
        ("abcdef", 3, "abc", false), ("abc", 3, "abc", true), ("abc", 0, "", false), ("", 0, "", true),
        ("a\nb", 2, "a", false), ("a\nb", 3, "a\\n", false), ("a\nb", 4, "a\\nb", true), ("漢字", 1, "漢", false),
        ("\u{202e}", 7, "", false), ("\u{202e}", 8, "\\u{202e}", true), ("abc", -5, "", false),
    ])
    func `no more is written than there is room for`(_ raw: String, _ limit: Int, _ text: String, _ isWhole: Bool) {
        #expect(Self.written(Array(raw.utf8), limit: limit) == (text, isWhole))
    }

    @Test(
        arguments: [[0xff], [0x61, 0xe2, 0x82], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0x80, 0x62]] as [[UInt8]])
    func `bytes that are no text become replacement characters`(_ bytes: [UInt8]) {
        let written = Self.written(bytes)
        #expect(written.isWhole)
        #expect(written.text.contains("\u{fffd}"))
    }
}
