import Testing

@testable import InspectorUI

struct ConnectionSearchTests {
    private func rows(_ numbers: [Int]) -> [ConnectionRow] {
        numbers.map {
            ConnectionRow(number: $0, record: nil, tally: ConnectionTally(), present: DemoFixture.end)
        }
    }

    @Test func `the next row and the one before are found, in any slices`() {
        let numbers = Array(1...1_000)
        for (forwards, row, place) in [(true, 0, 776), (false, 999, 776), (true, 776, nil), (false, 776, nil)] {
            var search = ConnectionSearch("777", forwards: forwards, from: row)
            var outcome = ConnectionSearch.Outcome.searching
            var looks = 0
            while outcome == .searching {
                outcome = search.work(
                    numbers, [.number], rows: rows,
                    isDue: {
                        looks += 1
                        return looks % 2 == 0
                    })
            }
            #expect(outcome == place.map { .found($0) } ?? .missing)
        }
    }

    @Test func `only what is shown is searched, and an empty list has nothing`() {
        var search = ConnectionSearch("7", forwards: true, from: 0)
        let other = search.work(Array(1...100), [.host], rows: rows, isDue: { false })
        search = ConnectionSearch("7", forwards: true, from: 0)
        let none = search.work([], [.number], rows: rows, isDue: { false })
        #expect(other == .missing && none == .missing)
    }
}
