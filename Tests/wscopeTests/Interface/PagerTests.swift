import Testing

@testable import wscope

struct PagerTests {
    @Test(arguments: [
        (nil, "less -+R -+r", true), ("", "less -+R -+r", true), ("  ", "less -+R -+r", true),
        ("less", "less -+R -+r", true), ("less -R", "less -R -+R -+r", true),
        ("/usr/bin/less -RS", "/usr/bin/less -RS -+R -+r", true), ("more", "more", false), ("cat", "cat", false),
        ("less | cat", "less | cat", false), ("lessish", "lessish", false), ("echo less", "echo less", false),
        ("less; cat", "less; cat", false), ("$(which less)", "$(which less)", false),
    ])
    func `less shows control characters as such, and of others nobody knows`(
        _ named: String?, _ command: String, _ isSafe: Bool
    ) {
        let pager = Pager(named)
        #expect(pager.command == command && pager.isSafe == isSafe)
    }

    @Test func `what is made visible leaves nothing for a terminal to obey`() {
        let hostile: [UInt8] =
            Array("a\u{1b}]52;c;eA==\u{7}\r\nb \\ ü\u{9b}31m\u{202e}".utf8) + [0xff, 0x9b, 0x00, 0x7f]
        let visible = Pager.visible(hostile)
        #expect(!visible.contains { ($0 < 0x20 && $0 != 0x0a) || $0 == 0x7f })
        let text = String(decoding: visible, as: UTF8.self)
        #expect(!text.unicodeScalars.contains { (0x7f...0x9f).contains($0.value) || $0 == "\u{202e}" })
        #expect(text.hasPrefix("a") && text.contains("\nb \\ ü"))
    }

    @Test func `every byte and every pair of bytes is made visible`() {
        for first in 0...UInt8.max {
            for second in [0x00, 0x1b, 0x80, 0x9b, 0xbf, 0xff] as [UInt8] {
                let visible = Pager.visible([first, second])
                #expect(String(validating: visible, as: UTF8.self) != nil)
                #expect(!visible.contains { ($0 < 0x20 && $0 != 0x0a) || $0 == 0x7f })
            }
        }
    }
}
