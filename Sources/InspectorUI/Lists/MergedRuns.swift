/// Sorts in slices: what comes is sorted in short runs, which are merged two by two.
struct MergedRuns<Element> {
    private var runs: [[Element]] = []
    /// The first run that is not merged yet.
    private var head = 0
    /// What the two runs at the head have become so far, and how far each was taken.
    private var merged: [Element] = []
    private var taken = (left: 0, right: 0)

    /// Elements that are merged between two looks at the clock.
    private static var slice: Int { 1_024 }

    /// Adds elements, which are sorted at once: they should be few.
    mutating func add(_ elements: [Element], by isBefore: (Element, Element) -> Bool) {
        guard !elements.isEmpty else { return }
        runs.append(elements.sorted(by: isBefore))
    }

    /// Merges on until `isDue`; true where there is more to do.
    mutating func work(by isBefore: (Element, Element) -> Bool, isDue: () -> Bool) -> Bool {
        while runs.count - head > 1 {
            if isDue() { return true }
            merge(by: isBefore)
        }
        return false
    }

    /// All of them, once `work` has nothing more to do.
    var elements: [Element] { runs.last ?? [] }

    private mutating func merge(by isBefore: (Element, Element) -> Bool) {
        let (left, right) = (runs[head], runs[head + 1])
        if merged.isEmpty { merged.reserveCapacity(left.count + right.count) }
        for _ in 0..<Self.slice {
            if taken.left < left.count,
                taken.right >= right.count || !isBefore(right[taken.right], left[taken.left])
            {
                merged.append(left[taken.left])
                taken.left += 1
            } else if taken.right < right.count {
                merged.append(right[taken.right])
                taken.right += 1
            } else {
                break
            }
        }
        guard merged.count == left.count + right.count else { return }
        (runs[head], runs[head + 1]) = ([], [])
        head += 2
        runs.append(merged)
        (merged, taken) = ([], (0, 0))
    }
}
