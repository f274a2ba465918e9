import Testing
import TextScreen

@testable import InspectorUI

struct StatisticsPartTests {
    @Test func `parts go round in both directions`() {
        var part = StatisticsPart.everything
        for _ in StatisticsPart.allCases { part = part.next(1) }
        #expect(part == .everything && part.next(-1) == .talkers && part.next(-1).next(1) == part)
    }

    @Test func `parts lie inside of their area, at any size`() {
        for rows in 0...60 {
            for part in StatisticsPart.allCases {
                let area = ScreenArea(top: 1, left: 0, rows: rows, columns: 80)
                let layout = StatisticsLayout(area, part)
                let parts = [
                    layout.summary, layout.rates, layout.opcodes, layout.sizes, layout.roundTrips, layout.talkers,
                ]
                for part in parts { #expect(part.top >= area.top && part.bottom <= area.bottom) }
            }
        }
    }
}
