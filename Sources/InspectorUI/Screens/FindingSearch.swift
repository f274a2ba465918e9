import Dissection
import Sessions
import WebSocketWire

/// A search for a text in findings, in slices: forwards or backwards from a place in their order.
struct FindingSearch {
    /// Findings that are read at once.
    private static let step = 64

    /// The text.
    let text: String
    private let words: String
    private let isForwards: Bool
    private var place: Int

    /// What it came to so far.
    enum Step: Sendable, Hashable {
        case goesOn, missing
        /// At a place.
        case found(Int)
    }

    /// A search behind a place, or before it.
    init(_ text: String, isForwards: Bool, from place: Int) {
        self.text = text
        words = text.lowercased()
        self.isForwards = isForwards
        self.place = isForwards ? place + 1 : place - 1
    }

    /// Searches on until `isDue`.
    mutating func work(_ order: FindingOrder, _ session: SessionView, isDue: () -> Bool) -> Step {
        repeat {
            guard place >= 0, place < order.count else { return .missing }
            let places =
                isForwards
                ? Array(place..<min(order.count, place + Self.step))
                : Array((max(0, place - Self.step + 1)...place).reversed())
            let records = Dictionary(
                session.findings(places.map { order[$0] }.sorted()).map { ($0.number, $0) },
                uniquingKeysWith: { first, _ in first })
            for place in places {
                guard let violation = records[order[place]]?.finding.violation else { continue }
                if "\(violation.rule.id) \(violation.detail)".lowercased().contains(words) { return .found(place) }
            }
            place += isForwards ? places.count : -places.count
        } while !isDue()
        return .goesOn
    }
}
