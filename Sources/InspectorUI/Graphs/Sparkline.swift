/// Values over time in a line of bars.
enum Sparkline {
    private static let bars = Array(" ▁▂▃▄▅▆▇█".unicodeScalars)

    /// A bar for each value, as high as the value is against the highest one. Zero is blank; what is more is at least seen.
    static func text(_ values: [UInt64], highest: UInt64? = nil) -> String {
        let highest = highest ?? values.max() ?? 0
        guard highest > 0 else { return String(repeating: " ", count: values.count) }
        var text = String.UnicodeScalarView()
        for value in values {
            let share = Double(value) / Double(highest) * 8
            text.append(bars[value == 0 ? 0 : max(1, min(8, Int(share.rounded(.up))))])
        }
        return String(text)
    }

    /// Neighbours added up, so that so many values remain.
    static func gathered(_ values: [UInt64], into count: Int) -> [UInt64] {
        guard count > 0, values.count > count else { return values }
        return (0..<count).map { place in
            let range = place * values.count / count..<(place + 1) * values.count / count
            return values[range].reduce(0, &+)
        }
    }
}
