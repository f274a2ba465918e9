import TestKit
import Testing
import TextScreen

@testable import InspectorUI

struct TextFieldTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func `edits do what a naive model does`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var field = TextField()
        var (text, place): ([Unicode.Scalar], Int) = ([], 0)
        let letters = Array("ab  é漢\u{301}🙂\u{1b}".unicodeScalars)
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0...4:
                let letter = letters.randomElement(using: &random) ?? "a"
                _ = field.press(.character(letter))
                text.insert(letter.value < 0x20 ? " " : letter, at: place)
                place += 1
            case 5:
                _ = field.press(.backspace)
                if place > 0 { text.remove(at: place - 1); place -= 1 }
            case 6:
                _ = field.press(.delete)
                if place < text.count { text.remove(at: place) }
            case 7:
                _ = field.press(.left)
                place = max(0, place - 1)
            case 8:
                _ = field.press(.right)
                place = min(text.count, place + 1)
            case 9:
                _ = field.press(.home)
                place = 0
            case 10:
                _ = field.press(.end)
                place = text.count
            default:
                _ = field.press(.control("w"))
                var start = place
                while start > 0, text[start - 1] == " " { start -= 1 }
                while start > 0, text[start - 1] != " " { start -= 1 }
                text.removeSubrange(start..<place)
                place = start
            }
            #expect(Array(field.text) == text && field.place == place)
            if text.count > 60 {
                _ = field.press(.end)
                _ = field.press(.control("u"))
                (text, place) = ([], 0)
            }
        }
    }

    @Test func `the history is walked, and what was typed is kept`() {
        var field = TextField("new", history: ["one", "two"])
        let walk: [(Key, String)] = [
            (.up, "two"), (.up, "one"), (.up, "one"), (.down, "two"), (.down, "new"), (.down, "new"),
        ]
        for (key, text) in walk {
            _ = field.press(key)
            #expect(field.string == text && field.place == text.unicodeScalars.count)
        }
    }

    @Test func `the cursor stays in sight, at any width`() {
        var field = TextField(String(repeating: "漢x", count: 40))
        for width in 1...60 {
            for key in [Key.home, .right, .end, .left] {
                _ = field.press(key)
                var canvas = Canvas(size: ScreenSize(columns: width, rows: 1))
                field.draw(label: "Filter: ", Style(.input), row: 0, in: canvas.area, on: &canvas)
                let cursor = canvas.screen.cursor
                #expect(cursor.map { $0.column < width } == true)
            }
        }
    }

    @Test func `places of bytes are found again where they are drawn`() {
        let field = TextField("漢 == x")
        let area = ScreenArea(top: 0, left: 0, rows: 1, columns: 40)
        #expect(field.columns(of: 4..<6, label: "F: ", in: area) == 6..<8)
        #expect(field.columns(of: 8..<8, label: "F: ", in: area) == 10..<11)
        #expect(field.columns(of: 90..<99, label: "F: ", in: area) == 10..<11)
    }

    @Test func `more than there is room for is not taken`() {
        var field = TextField()
        field.insert(String(repeating: "a", count: 20_000))
        field.insert("b")
        #expect(field.text.count == TextField.longest)
    }
}
