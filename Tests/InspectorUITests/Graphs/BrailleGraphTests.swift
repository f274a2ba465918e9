import Testing
import TextScreen

@testable import InspectorUI

struct BrailleGraphTests {
    private func draw(_ points: [BrailleGraph.Point], peak: Double? = nil, columns: Int = 4, rows: Int = 2) -> Screen {
        var canvas = Canvas(size: ScreenSize(columns: columns, rows: rows))
        BrailleGraph(points: points, highest: 8, peak: peak).draw(canvas.area, on: &canvas)
        return canvas.screen
    }

    @Test func `the lowest value is below, the highest above, the first at the left`() {
        let points = [0, 8].enumerated().map { BrailleGraph.Point(place: Double($0.offset), value: Double($0.element)) }
        #expect(draw(points).lines == ["   ⠈", "⡀"])
    }

    @Test func `what is missing is a cross, and what follows the peak asks for attention`() {
        let screen = draw([.init(place: 0, value: nil), .init(place: 1, value: 8)], peak: 0.5)
        #expect(screen.lines == ["   ⠈", "×"])
        #expect(screen[0, 3].style.role == .peak)
        #expect(screen[1, 0].style.role == .error)
    }

    @Test func `any values and any area do no harm`() {
        let points = [Double.infinity, -1, 1e300, 0].map { BrailleGraph.Point(place: $0, value: $0) }
        for columns in 1...5 { for rows in 1...3 { _ = draw(points, peak: -3, columns: columns, rows: rows) } }
    }
}
