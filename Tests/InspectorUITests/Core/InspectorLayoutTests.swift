import Testing
import TextScreen

@testable import InspectorUI

struct InspectorLayoutTests {
    @Test func `the parts cover the screen, at any size`() {
        for rows in 1...60 {
            let layout = InspectorLayout(ScreenSize(columns: 80, rows: rows))
            #expect(layout.tabs.rows + layout.body.rows + layout.status.rows + layout.keys.rows == rows)
            #expect(layout.keys.rows == (rows >= 8 ? 1 : 0))
        }
    }

    @Test(arguments: [40, 80, 99, 100, 120])
    func `a name is found where it is drawn`(_ columns: Int) {
        for kind in ScreenKind.allCases {
            var canvas = Canvas(size: ScreenSize(columns: columns, rows: 1))
            let bar = TitleBar(kind)
            bar.draw(canvas.area, about: "about", on: &canvas)
            let line = canvas.screen.lines[0]
            #expect(line.contains(kind.title) && line.contains("about"))
            for (column, letter) in line.enumerated() {
                guard let number = letter.wholeNumberValue, let shown = ScreenKind(rawValue: number) else { continue }
                #expect(bar.screen(at: column, columns: columns) == shown)
            }
            #expect(bar.screen(at: columns - 1, columns: columns) == nil)
        }
    }

    @Test(arguments: [1, 10, 40, 80, 120])
    func `the line of keys always ends with help`(_ columns: Int) {
        var canvas = Canvas(size: ScreenSize(columns: columns, rows: 1))
        KeyBar(KeyMap().bindings(on: .connections)).draw(canvas.area, on: &canvas)
        let line = canvas.screen.lines[0]
        #expect(columns < 40 || line.contains("? help") && line.contains("Enter open"))
    }
}
