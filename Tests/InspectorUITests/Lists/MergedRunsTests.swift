import Testing

@testable import InspectorUI

struct MergedRunsTests {
    @Test(arguments: [0, 1, 2, 3, 7, 256, 5_000, 20_000])
    func `what comes in runs is sorted, in any slices`(_ count: Int) {
        var random = SeededGenerator(UInt64(count))
        let values = (0..<count).map { _ in Int(random.next() % 1_000) }
        var runs = MergedRuns<Int>()
        for start in stride(from: 0, to: count, by: 100) {
            runs.add(Array(values[start..<min(count, start + 100)]), by: <)
        }
        var looks = 0
        while runs.work(
            by: <,
            isDue: {
                looks += 1
                return looks % 3 == 0
            })
        {}
        #expect(runs.elements == values.sorted())
    }
}
