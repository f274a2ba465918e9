import Testing
import TextScreen

@testable import InspectorUI

struct WrappedTextTests {
    @Test func `lines are parted between words, and words only where they do not fit`() {
        #expect(WrappedText.lines("one two three", columns: 7) == ["one two", "three"])
        #expect(WrappedText.lines("abcdefgh", columns: 3) == ["abc", "def", "gh"])
        #expect(WrappedText.lines("", columns: 3) == [""])
        #expect(WrappedText.lines("漢字漢字", columns: 3) == ["漢", "字", "漢", "字"])
    }

    @Test func `no line is too long, whatever the text`() {
        for columns in 2...20 {
            for line in WrappedText.lines("a bb  ccc 漢字 dddddddddddddddddddddd e\u{301}e", columns: columns) {
                #expect(TextWidth.columns(of: line) <= columns)
            }
        }
    }
}
