/// Collects violations, a few of each rule: hostile traffic cannot make the list long.
struct Findings {
    private let limit: Int
    private var kept: [Violation] = []
    private var counts: [String: Int] = [:]

    /// A list that keeps `limit` violations of each rule, the last of them saying how many more there were.
    init(keeping limit: Int) {
        self.limit = limit
    }

    mutating func add(_ rule: Rule, _ detail: @autoclosure () -> String) {
        let count = counts[rule.id, default: 0]
        counts[rule.id] = count + 1
        if count < limit {
            kept.append(Violation(rule, detail()))
        }
    }

    /// What was found, in the order of finding.
    var violations: [Violation] {
        var result = kept
        for (id, count) in counts where count > limit {
            guard let last = result.lastIndex(where: { $0.rule.id == id }) else { continue }
            result[last] = Violation(result[last].rule, "\(result[last].detail), and \(count - limit) more")
        }
        return result
    }
}
