import Filters
import Sessions

/// A search for a text in the payloads of a list's messages, in slices: forwards or backwards from a message.
struct MessageTextSearch {
    /// What it came to so far.
    enum Step: Sendable, Hashable {
        case goesOn, found(Int64), missing, failed(String)
    }

    /// Messages looked at between two questions for the time.
    private static let step = 2_000

    /// The text.
    let text: String
    /// Whether it goes forwards.
    let isForwards: Bool
    private let start: Int64
    private let connections: [Int]
    private let filter: Filter?
    private let hidesControl: Bool
    private let least: Int64
    private var search: SessionSearch?
    /// Before which message it goes on, backwards.
    private var place: Int64

    /// A search behind a message, or before it.
    init(_ text: String, isForwards: Bool, from number: Int64, in connections: [Int], _ shared: Shared) {
        self.text = text
        self.isForwards = isForwards
        self.connections = connections
        start = number
        place = number
        filter = shared.filter
        hidesControl = shared.settings.hidesControl
        least = shared.cleared.message + 1
    }

    /// Searches on until `isDue`.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Step {
        do throws(SessionError) {
            return try isForwards ? workForwards(session, isDue) : workBackwards(session, isDue)
        } catch {
            return .failed("\(error)")
        }
    }

    private mutating func workForwards(_ session: SessionView, _ isDue: () -> Bool) throws(SessionError) -> Step {
        if search == nil { search = try make(session, max(least, start + 1)...Int64.max) }
        repeat {
            let (isMore, found) = try advance(isDue)
            if let found { return .found(found) }
            if !isMore { return .missing }
        } while !isDue()
        return .goesOn
    }

    private mutating func workBackwards(_ session: SessionView, _ isDue: () -> Bool) throws(SessionError) -> Step {
        if search == nil { search = try make(session, least...Int64.max) }
        guard let search else { return .missing }
        repeat {
            guard place > least else { return .missing }
            if let found = try search.previous(before: place, rows: Self.step, isDue: isDue) { return .found(found) }
            guard search.previousPosition < place else { return .missing }
            place = search.previousPosition
        } while !isDue()
        return .goesOn
    }

    private func make(_ session: SessionView, _ numbers: ClosedRange<Int64>) throws(SessionError) -> SessionSearch {
        try SessionSearch(
            path: session.path, filter: filter, connections: connections.isEmpty ? nil : connections,
            hidesControl: hidesControl, within: numbers, containing: Array(text.utf8))
    }

    private func advance(_ isDue: () -> Bool) throws(SessionError) -> (isMore: Bool, found: Int64?) {
        var hit: Int64?
        let isMore = try search?.advance(rows: Self.step, isDue: isDue) { if hit == nil { hit = $0 } } ?? false
        return (isMore, hit)
    }

    /// How much has been searched, in hundredths.
    func progress(of messages: Int64) -> Int {
        let all = isForwards ? max(1, messages - start) : max(1, start - least)
        let done = isForwards ? (search?.position ?? start) - start : start - place
        return Int(max(0, min(99, done * 100 / all)))
    }
}
