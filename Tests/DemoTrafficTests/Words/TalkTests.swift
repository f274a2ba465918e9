import Testing

@testable import DemoTraffic

struct TalkTests {
    @Test
    func `all who have a copy hear the same`() {
        var first = Talk(people: 3, Chance(seed: 1))
        var second = first
        for number in 1...100 {
            let (one, other) = (first.next(), second.next())
            #expect(one.text == other.text && one.speaker == other.speaker && one.pause == other.pause)
            #expect(one.number == number && (0..<3).contains(one.speaker))
        }
    }

    @Test
    func `the sayings hold what a careless terminal would obey`() {
        let all = Set(Talk.sayings.joined().unicodeScalars)
        let hostile: [Unicode.Scalar] = ["\u{1b}", "\u{07}", "\u{00}", "\u{0d}", "\u{9b}", "\u{202e}", "\u{2067}"]
        let wide: [Unicode.Scalar] = ["漢", "今", "🍜", "\u{200d}", "\u{0308}", "\u{fe0f}", "\u{1f1e8}"]
        for scalar in hostile { #expect(all.contains(scalar), "\(scalar.value)") }
        #expect(wide.filter(all.contains).count >= 5)
    }
}
