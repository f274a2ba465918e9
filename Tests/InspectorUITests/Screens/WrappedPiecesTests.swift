import Testing
import TextScreen

@testable import InspectorUI

struct WrappedPiecesTests {
    private func lines(_ text: String, _ columns: Int) -> [String] {
        WrappedPieces.lines([.init(text)], columns: columns).map { $0.map(\.text).joined() }
    }

    @Test func `a line ends between words where that costs little, and others are indented`() {
        #expect(lines("a line of words in a row", 16) == ["a line of words", "  in a row"])
        #expect(lines("abcdefghij", 4) == ["abcd", "  ef", "  gh", "  ij"])
        #expect(lines("", 4) == [""])
    }

    @Test func `roles stay with their text`() {
        let pieces = WrappedPieces.lines([.init("Cookie: ", .name), .init("abcdefgh")], columns: 10)
        #expect(pieces == [[.init("Cookie: ", .name), .init("ab")], [.init("  "), .init("cdefgh")]])
    }

    @Test func `no line is wider than it may be, whatever the text`() {
        var random = SeededGenerator(9)
        let letters = Array("ab 漢\u{301}\u{1b}\u{200d}🙂".unicodeScalars)
        for columns in 4...40 {
            var text = String.UnicodeScalarView()
            for _ in 0..<200 { text.append(letters[Int(random.next() % UInt64(letters.count))]) }
            for line in lines(String(text), columns) { #expect(TextWidth.columns(of: line) <= columns) }
        }
        #expect(lines(String(repeating: "x", count: 1_000_000), 5).count == 4_097)
        for columns in -3...3 { _ = lines("漢字 and text", columns) }
    }
}
