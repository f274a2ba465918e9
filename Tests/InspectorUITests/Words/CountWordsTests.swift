import Testing

@testable import InspectorUI

struct CountWordsTests {
    @Test(arguments: [
        (UInt64(0), "0"), (999, "999"), (1_000, "1.0k"), (1_249, "1.2k"), (9_949, "9.9k"), (9_950, "10k"),
        (999_499, "999k"), (999_949, "1.0M"), (1_500_000, "1.5M"), (.max, "18E"),
    ])
    func `numbers are short`(_ count: UInt64, _ words: String) {
        #expect(CountWords.short(count) == words)
        #expect(CountWords.short(count).count <= 5)
    }

    @Test(arguments: [(UInt64(0), "0"), (999, "999"), (1_000, "1 000"), (12_034_005, "12 034 005")])
    func `numbers are grouped`(_ count: UInt64, _ words: String) {
        #expect(CountWords.long(count) == words)
    }

    @Test func `nouns agree`() {
        #expect(CountWords.counted(1, "message") == "1 message" && CountWords.counted(0, "message") == "0 messages")
    }
}
