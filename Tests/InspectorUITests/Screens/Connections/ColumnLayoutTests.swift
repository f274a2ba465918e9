import Testing

@testable import InspectorUI

struct ColumnLayoutTests {
    @Test func `columns never overlap nor leave the line, at any width, and the chosen one is seen`() {
        for width in 1...250 {
            for cell in ConnectionColumn.usual.indices {
                let layout = ColumnLayout(ConnectionColumn.usual, width: width, showing: cell)
                var end = 0
                for place in layout.places {
                    #expect(place.start >= end)
                    end = place.start + place.width
                    #expect(end <= width)
                }
                if width >= 60 { #expect(layout.places.contains { $0.index == cell }, "\(width) \(cell)") }
            }
        }
    }

    @Test func `a cell belongs to its column`() {
        let layout = ColumnLayout(ConnectionColumn.usual, width: 80, showing: 0)
        for place in layout.places { #expect(layout.column(at: place.start + 1) == place.column) }
        #expect(layout.column(at: 10_000) == nil)
        #expect(ColumnLayout().column(at: 1) == nil)
    }
}
