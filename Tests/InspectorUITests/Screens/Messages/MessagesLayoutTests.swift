import Testing
import TextScreen

@testable import InspectorUI

struct MessagesLayoutTests {
    @Test func `the detail stands beside the list where there is room, below it otherwise, or nowhere`() {
        func layout(_ columns: Int, _ rows: Int, _ isMaximised: Bool = false) -> MessagesLayout {
            MessagesLayout(ScreenArea(top: 1, left: 0, rows: rows, columns: columns), isMaximised: isMaximised)
        }
        #expect(layout(120, 30).detail.top == 1 && layout(120, 30).detail.left > 60)
        #expect(layout(80, 20).detail.left == 0 && layout(80, 20).detail.top > 5)
        #expect(!layout(80, 10).hasDetail && layout(80, 10, true).hasDetail)
        for columns in 1...200 {
            for rows in 0...60 {
                let parts = layout(columns, rows)
                #expect(parts.list.right <= columns && parts.detail.right <= columns)
                #expect(parts.list.bottom <= rows + 1 && parts.detail.bottom <= rows + 1)
            }
        }
    }
}
