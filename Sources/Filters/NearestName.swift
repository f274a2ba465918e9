/// Finds what somebody meant to write.
enum NearestName {
    /// The field whose name or alias differs least from a name; nil where all differ much.
    static func to(_ name: String) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard (1...40).contains(wanted.count) else { return nil }
        let names = Field.all.flatMap { [$0.name] + $0.aliases }
        let distances = names.map { (name: $0, distance: distance(wanted, Array($0.utf8))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, wanted.count / 3) ? best.name : nil
    }

    /// Letters to add, remove, replace or swap with their neighbour to make one word the other.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var next = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (letter == right[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, before[column - 1] + 1)
                }
                next.append(cost)
            }
            (before, last) = (last, next)
        }
        return last[right.count]
    }
}
