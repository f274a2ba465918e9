import Testing
import TextScreen

@testable import InspectorUI

struct StatisticsDrawingTests {
    @Test func `nothing counted is drawn as nothing`() {
        let drawing = StatisticsDrawing(statistics: TrafficStatistics())
        #expect(drawing.summary[0] == "0 messages, 0 wire bytes")
        var canvas = Canvas(size: ScreenSize(columns: 40, rows: 10))
        drawing.drawRates(canvas.area, zone: { _ in 0 }, on: &canvas)
        drawing.drawOpcodes(canvas.area, on: &canvas)
        drawing.drawSizes(canvas.area, on: &canvas)
        drawing.drawRoundTrips(canvas.area, on: &canvas)
        #expect(canvas.screen.lines.contains { $0.contains("none so far") })
    }
}
