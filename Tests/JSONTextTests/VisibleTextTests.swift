import JSONText
import TestKit
import Testing

struct VisibleTextTests {
    private static func shown(_ bytes: [UInt8], limit: Int = .max) -> (text: String, isWhole: Bool) {
        var isWhole = false
        let text = written { isWhole = VisibleText.write(bytes.span.bytes, limit: limit, to: &$0) }
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
        let shown = Self.shown(Array(raw.utf8))
        #expect(shown == (visible, true))
    }

    @Test(arguments: [
        ("abcdef", 3, "abc", false), ("abc", 3, "abc", true), ("abc", 0, "", false), ("", 0, "", true),
        ("a\nb", 2, "a", false), ("a\nb", 3, "a\\n", false), ("a\nb", 4, "a\\nb", true), ("漢字", 1, "漢", false),
        ("\u{202e}", 7, "", false), ("\u{202e}", 8, "\\u{202e}", true), ("abc", -5, "", false),
    ])
    func `no more is written than there is room for`(_ raw: String, _ limit: Int, _ text: String, _ isWhole: Bool) {
        #expect(Self.shown(Array(raw.utf8), limit: limit) == (text, isWhole))
    }

    @Test(
        arguments: [[0xff], [0x61, 0xe2, 0x82], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0x80, 0x62]] as [[UInt8]])
    func `bytes that are no text become replacement characters`(_ bytes: [UInt8]) {
        let shown = Self.shown(bytes)
        #expect(shown.isWhole)
        #expect(shown.text.contains("\u{fffd}"))
    }

    @Test func `a line takes what an output takes, and text with escapes of its own keeps its backslashes`() {
        var line = TextLine()
        let raw = Array("a\\n\u{202e}".utf8)
        #expect(VisibleText.write(raw.span.bytes, limit: .max, to: &line))
        #expect(line.text == "a\\\\n\\u{202e}")
        line.clear()
        #expect(VisibleText.write(raw.span.bytes, limit: .max, backslashes: .kept, to: &line))
        #expect(line.text == "a\\n\\u{202e}")
    }

    private static func line(_ bytes: [UInt8]) -> String {
        var line = TextLine()
        #expect(VisibleText.write(bytes.span.bytes, limit: .max, to: &line))
        return line.text
    }

    @Test func `every character is told from what is none as Swift tells them`() {
        var random = SeededRandom(seed: 8)
        for _ in 0..<20_000 {
            let bytes = (0..<4).map { _ in
                UInt8.random(in: Bool.random(using: &random) ? 0x80...0xff : 0x80...0xbf, using: &random)
            }
            if let text = String(validating: bytes, as: UTF8.self) {
                #expect(Self.line(bytes) == VisibleText.of(text))
            } else {
                #expect(Self.line(bytes).unicodeScalars.contains("\u{fffd}"))
            }
        }
        for value in stride(from: UInt32(0x80), through: 0x10_ffff, by: 13) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(Self.line(Array(String(scalar).utf8)) == VisibleText.of(String(scalar)))
        }
    }
}
