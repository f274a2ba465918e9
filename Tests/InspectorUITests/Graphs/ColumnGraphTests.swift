import ByteStreams
import Testing
import TextScreen

@testable import InspectorUI

struct ColumnGraphTests {
    @Test func `columns are as high as their shares, and what is more than nothing is seen`() {
        var canvas = Canvas(size: ScreenSize(columns: 5, rows: 2))
        ColumnGraph.draw([0, 0.001, 4, 6, 8], highest: 8, canvas.area, on: &canvas)
        #expect(canvas.screen.lines == ["   ▄█", " ▁███"])
    }

    @Test func `nothing is drawn of nothing, and what does not fit is cut`() {
        var canvas = Canvas(size: ScreenSize(columns: 2, rows: 1))
        ColumnGraph.draw([1, 2, 3], highest: 0, canvas.area, on: &canvas)
        #expect(canvas.screen.lines == [""])
        ColumnGraph.draw([30, .infinity, 3], highest: 3, canvas.area, on: &canvas)
        #expect(canvas.screen.lines == ["██"])
    }

    @Test func `rates are means, whatever the width`() {
        var timeline = Timeline()
        for step in 0..<40 { timeline.count(Timestamp(nanoseconds: Int64(step) * 50_000_000), bytes: 100) }
        for columns in 1...100 {
            #expect(timeline.perSecond(.messages, columns: columns) == Array(repeating: 20, count: columns))
            #expect(timeline.perSecond(.bytes, columns: columns) == Array(repeating: 2_000, count: columns))
        }
        #expect(timeline.perSecond(.bytes, columns: 0) == [] && Timeline().perSecond(.bytes, columns: 9) == [])
    }
}
