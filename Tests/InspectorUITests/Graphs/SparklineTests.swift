import Testing

@testable import InspectorUI

struct SparklineTests {
    @Test func `each value has a bar as high as its share, and none is blank that is not zero`() {
        #expect(Sparkline.text([0, 1, 4, 8]) == " ▁▄█")
        #expect(Sparkline.text([1, 1_000_000]) == "▁█")
        #expect(Sparkline.text([0, 0]) == "  ")
        #expect(Sparkline.text([]) == "")
    }

    @Test func `neighbours are added up, and nothing is lost`() {
        for count in 1...40 {
            let values = (0..<40).map { UInt64($0) }
            let gathered = Sparkline.gathered(values, into: count)
            #expect(gathered.count == count)
            #expect(gathered.reduce(0, +) == values.reduce(0, +))
        }
        #expect(Sparkline.gathered([1, 2], into: 5) == [1, 2])
    }
}
