import TestKit
import Testing
import TextScreen

struct CanvasTests {
    @Test func `text is cut at the side of its area, and a wide character is not halved`() {
        var canvas = Canvas(size: ScreenSize(columns: 6, rows: 1))
        canvas.write("ab漢字x", row: 0, column: 0, in: canvas.area.split(left: 5).first)
        #expect(canvas.screen.picture == "|ab漢\n\n\n")
    }

    @Test func `text that begins left of its area is cut there`() {
        var canvas = Canvas(size: ScreenSize(columns: 8, rows: 1))
        let area = ScreenArea(top: 0, left: 2, rows: 1, columns: 4)
        canvas.write("a漢b字cd", row: 0, column: 0, in: area)
        #expect(canvas.screen.lines == ["   b字"])
    }

    @Test(arguments: [
        ("12", true, "|   12|"), ("12", false, "|12   |"), ("1234567", true, "|1234…|"), ("漢字漢", false, "|漢字…|"),
        ("12345", true, "|12345|"), ("", true, "|     |"), ("a漢字b", false, "|a漢 …|"),
    ])
    func `text of a column stands at its side, and says that it is cut`(
        _ text: String, _ alignsRight: Bool, _ expected: String
    ) {
        var canvas = Canvas(size: ScreenSize(columns: 7, rows: 1))
        canvas.write("|     |", row: 0, column: 0, in: canvas.area)
        canvas.write(text, row: 0, column: 1, width: 5, alignsRight: alignsRight, in: canvas.area)
        #expect(canvas.screen.lines == [expected])
    }

    @Test func `half of a wide character that stays behind becomes blank`() {
        var canvas = Canvas(size: ScreenSize(columns: 6, rows: 1))
        canvas.write("漢字漢", row: 0, column: 0, in: canvas.area)
        canvas.write("x", row: 0, column: 1, in: canvas.area)
        canvas.fill(row: 0, .plain, in: ScreenArea(top: 0, left: 3, rows: 1, columns: 2))
        #expect(canvas.screen.lines == [" x"])
    }

    @Test func `a box has borders, a title and an empty inside`() {
        var canvas = Canvas(size: ScreenSize(columns: 9, rows: 3))
        canvas.write("xxxxxxxxx", row: 1, column: 0, in: canvas.area)
        canvas.box(canvas.area, title: "é")
        #expect(canvas.screen.lines == ["┌ é ────┐", "│       │", "└───────┘"])
        var ascii = Canvas(size: ScreenSize(columns: 5, rows: 2), isASCII: true)
        ascii.box(ascii.area)
        #expect(ascii.screen.lines == ["+---+", "+---+"])
    }

    @Test func `a mark belongs to its text's character, never to what was there before`() {
        var canvas = Canvas(size: ScreenSize(columns: 6, rows: 1))
        canvas.write("ab", row: 0, column: 0, in: canvas.area)
        canvas.write("\u{301}c漢\u{301}\u{302}\u{303}", row: 0, column: 2, in: canvas.area)
        #expect(canvas.screen.lines == ["abc漢\u{301}\u{302}"])
    }

    @Test func `style is added to what is drawn, on the screen only`() {
        var canvas = Canvas(size: ScreenSize(columns: 4, rows: 2))
        canvas.emphasise(row: 0, .selected, in: ScreenArea(top: -1, left: -5, rows: 9, columns: 7))
        canvas.restyle(row: 1, columns: -3..<2) { $0.role = .match }
        #expect(canvas.screen.picture == "|\n|\n\n.2>\nM2\n")
    }

    @Test func `whatever is written wherever, the layout holds and nothing outside of the area changes`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<4_000 {
            let size = ScreenSize(
                columns: .random(in: 1...12, using: &random), rows: .random(in: 1...3, using: &random))
            var canvas = Canvas(size: size, isASCII: .random(using: &random))
            for _ in 0..<4 {
                let before = canvas.screen
                let area = ScreenArea(
                    top: .random(in: -1...3, using: &random), left: .random(in: -3...12, using: &random),
                    rows: .random(in: 0...4, using: &random), columns: .random(in: 0...14, using: &random))
                Self.drawSomething(on: &canvas, in: area, &random)
                expectLayout(canvas.screen, isASCII: canvas.isASCII)
                expectSameOutside(area, before, canvas.screen)
            }
        }
    }

    private static func drawSomething(on canvas: inout Canvas, in area: ScreenArea, _ random: inout SeededRandom) {
        let row = Int.random(in: -1...3, using: &random)
        let column = Int.random(in: -4...13, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: canvas.fill(row: row, Style(.bar), in: area)
        case 1: canvas.box(area, title: Self.text(&random))
        case 2:
            canvas.write(
                Self.text(&random), row: row, column: column, width: .random(in: 0...9, using: &random),
                alignsRight: .random(using: &random), in: area)
        default: canvas.write(Self.text(&random), row: row, column: column, in: area)
        }
    }

    private static func text(_ random: inout SeededRandom) -> String {
        let alphabet: [ClosedRange<UInt32>] = [
            0...0x7f, 0x80...0x36f, 0x4e00...0x4e20, 0x1f300...0x1faff, 0x200b...0x200f, 0...0x10ffff, 0x1100...0x11ff,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...10, using: &random) {
            let range = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            text.append(Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "\u{fffd}")
        }
        return String(text)
    }

    private func expectLayout(_ screen: Screen, isASCII: Bool) {
        for row in 0..<screen.size.rows {
            for column in 0..<screen.size.columns {
                let next = screen[row, column + 1].scalar
                guard let scalar = screen[row, column].scalar else {
                    #expect(column > 0 && screen[row, column - 1].scalar != nil)
                    continue
                }
                let isWide = next == nil && column + 1 < screen.size.columns
                #expect(TextWidth.shown(scalar) == .cell(scalar, columns: isWide ? 2 : 1), "\(scalar.value)")
                #expect(!isASCII || scalar.isASCII && screen[row, column].marks == nil)
                guard let marks = screen[row, column].marks else { continue }
                for mark in [marks.first, marks.second ?? marks.first] {
                    #expect(TextWidth.shown(mark) == .mark(mark))
                }
            }
        }
    }

    /// Half of a wide character that the area's side cut is all that may change.
    private func expectSameOutside(_ area: ScreenArea, _ before: Screen, _ after: Screen) {
        for row in 0..<before.size.rows {
            for column in 0..<before.size.columns
            where !area.contains(row: row, column: column) && before[row, column] != after[row, column] {
                let isLeftHalf = before[row, column + 1].scalar == nil && column + 1 == area.left
                let isRightHalf = before[row, column].scalar == nil && column == area.right
                #expect(isLeftHalf || isRightHalf)
                #expect(after[row, column].scalar == " ")
            }
        }
    }
}
