import Testing

@testable import InspectorUI

struct MessageColumnsTests {
    @Test func `columns follow each other without overlap at any width`() {
        for columns in 1...200 {
            for hasConnection in [false, true] {
                let layout = MessageColumns(columns: columns, timeWidth: 15, hasConnection: hasConnection)
                var end = 0
                for place in layout.places {
                    #expect(place.start >= end)
                    end = place.start + place.width
                }
                #expect(layout.place(of: .preview) != nil)
                #expect((layout.place(of: .connection) != nil) == hasConnection)
            }
        }
    }
}
