/// A search for a text in the rows of connections, done in slices.
struct ConnectionSearch: Sendable {
    /// What is looked for, as it was typed.
    let text: String
    /// Whether one looks downwards.
    let forwards: Bool
    /// The next row to look at.
    private var place: Int
    private let words: String

    /// Rows that are read together.
    private static let slice = 64

    /// What a slice came to.
    enum Outcome: Sendable, Hashable {
        case found(Int)
        case missing
        case searching
    }

    /// A search from the row behind the cursor's, or before it.
    init(_ text: String, forwards: Bool, from row: Int) {
        self.text = text
        self.forwards = forwards
        words = text.lowercased()
        place = forwards ? row + 1 : row - 1
    }

    /// Looks on until `isDue`; `rows` reads the rows of connections.
    mutating func work(
        _ numbers: [Int], _ columns: [ConnectionColumn], rows: ([Int]) -> [ConnectionRow], isDue: () -> Bool
    ) -> Outcome {
        while numbers.indices.contains(place) {
            if isDue() { return .searching }
            let range =
                forwards
                ? place..<min(numbers.count, place + Self.slice) : max(0, place - Self.slice + 1)..<place + 1
            let found = rows(Array(numbers[range])).enumerated().filter { matches($0.element, columns) }
            if let match = forwards ? found.first : found.last { return .found(range.lowerBound + match.offset) }
            place = forwards ? range.upperBound : range.lowerBound - 1
        }
        return .missing
    }

    private func matches(_ row: ConnectionRow, _ columns: [ConnectionColumn]) -> Bool {
        columns.contains { $0 != .rate && row.text(of: $0).lowercased().contains(words) }
    }
}
