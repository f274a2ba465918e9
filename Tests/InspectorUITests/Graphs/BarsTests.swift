import Testing
import TextScreen

@testable import InspectorUI

struct BarsTests {
    @Test(arguments: [(1.0, "████"), (0.5, "██"), (0.0, ""), (0.001, "▏"), (0.625, "██▌"), (7, "████")])
    func `a bar is as long as its share, to an eighth`(_ share: Double, _ bar: String) {
        #expect(Bars.text(share, columns: 4) == bar)
    }

    @Test func `a line has its label, its bar and its value, at any width`() {
        for columns in 1...60 {
            var canvas = Canvas(size: ScreenSize(columns: columns, rows: 1))
            Bars.draw(
                label: "label", share: 1, value: "17", .graph, row: 0, labelColumns: 6, in: canvas.area, on: &canvas)
            if columns == 20 { #expect(canvas.screen.lines == [" label ██████████ 17"]) }
        }
    }
}
