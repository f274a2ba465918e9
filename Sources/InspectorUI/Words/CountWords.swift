/// Numbers as people read them.
enum CountWords {
    /// Bytes in at most five columns: `999`, `1.2k`, `12k`, `1.5M`.
    static func bytes(_ count: UInt64) -> String { short(count) }

    /// A number in at most five columns, in thousands where it is large.
    static func short(_ count: UInt64) -> String {
        if count < 1_000 { return "\(count)" }
        var unit = 0
        var value = count
        while value >= 999_500, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        let tenths = (value + 50) / 100
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10)\(units[unit])" }
        return "\((value + 500) / 1_000)\(units[unit])"
    }

    private static let units = ["k", "M", "G", "T", "P", "E"]

    /// A number with blanks between thousands.
    static func long(_ count: UInt64) -> String {
        var rest = count
        var groups: [String] = []
        while rest >= 1_000 {
            groups.insert(TimeWords.digits(rest % 1_000, 3), at: 0)
            rest /= 1_000
        }
        return ([String(rest)] + groups).joined(separator: " ")
    }

    /// A number and a noun that goes with it.
    static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
