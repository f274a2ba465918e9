/// Why an expression is no filter, for a person.
package struct FilterError: Error, Sendable, Hashable {
    /// The expression as it was given.
    package let expression: String
    /// The spot that is wrong, in bytes of the expression's UTF-8; empty at its end where something is missing.
    package let range: Range<Int>
    /// What is wrong.
    package let problem: String
    /// What to do about it.
    package let advice: String

    init(_ expression: String, _ problem: FilterProblem) {
        self.expression = expression
        range = problem.range.clamped(to: 0..<expression.utf8.count)
        self.problem = problem.problem
        advice = problem.advice
    }
}

extension FilterError: CustomStringConvertible {
    /// What is wrong, the expression with carets under the spot, and what to do.
    package var description: String {
        let excerpt = Excerpt(expression, range)
        return "the filter is wrong: \(problem)\n  \(excerpt.text)\n  \(excerpt.carets)\n\(advice)"
    }

    /// The part of an expression around a spot, in one line.
    private struct Excerpt {
        private(set) var text = ""
        private(set) var carets = ""
        private static let before = 50
        private static let width = 76

        init(_ expression: String, _ range: Range<Int>) {
            var places: [(character: Unicode.Scalar, place: Int)] = []
            var place = 0
            for character in expression.unicodeScalars {
                places.append((character, place))
                place += UTF8.width(character)
            }
            let spot = places.firstIndex { $0.place >= range.lowerBound } ?? places.count
            let from = max(0, spot - Self.before)
            var columns = 0
            if from > 0 { (text, carets, columns) = ("…", " ", 1) }
            for (character, place) in places[from...] {
                guard columns < Self.width else {
                    text += "…"
                    break
                }
                let shown = ShownText.shown(character)
                text += shown.text
                columns += shown.columns
                guard place < range.upperBound || place < range.lowerBound else { continue }
                carets += String(repeating: place < range.lowerBound ? " " : "^", count: shown.columns)
            }
            if carets.last != "^" { carets += "^" }
        }
    }
}
