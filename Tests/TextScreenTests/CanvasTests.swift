import Testing
import TextScreen

struct CanvasTests {
    @Test func `text is cut at the side of its area, and a wide character is not halved`() {
        var canvas = Canvas(size: ScreenSize(columns: 6, rows: 1))
        canvas.write("ab漢字x", row: 0, column: 0, in: canvas.area.split(left: 5).first)
        #expect(canvas.screen.picture == "|ab漢\n\n\n")
    }
}
