/// Finds what somebody meant to write in the config.
enum NearestWord {
    /// The names of keys that are words.
    static let keys =
        [
            "Enter", "Esc", "Tab", "S-Tab", "Backspace", "Del", "Ins", "Up", "Down", "Left", "Right", "PgUp", "PgDn",
            "Home",
        ]
        + ["End", "Space"] + (1...12).map { "F\($0)" }

    /// The word that differs least from a name, in any case; nil where all differ much.
    static func to(_ name: String, in words: [String]) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard (1...40).contains(wanted.count) else { return nil }
        let distances = words.map { (word: $0, distance: distance(wanted, Array($0.lowercased().utf8))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, wanted.count / 2) ? best.word : nil
    }

    /// Letters to add, remove or replace to make one word the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var next = [row + 1]
            for (column, other) in right.enumerated() {
                next.append(min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, next[column] + 1))
            }
            last = next
        }
        return last[right.count]
    }
}
