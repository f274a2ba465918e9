import Dissection
import Filters
import Sessions
import WebSocketWire

/// The findings of a session, the worst first and then in the order in which they were made. They are gathered in slices.
struct FindingOrder {
    private var errors: [Int64] = []
    private var warnings: [Int64] = []
    private var notes: [Int64] = []
    private var position: Int64 = 0
    private let wanted: Set<Int>
    private var matcher: FilterMatcher?
    private var verdicts: [Int: ConnectionVerdicts] = [:]
    /// Whether the last is first.
    var isReversed = false

    /// Findings that are looked at between two questions for the time; where each is judged by a filter, and where not.
    private static let slice = 2_000, judgedSlice = 100
    /// Connections of which it is kept what the filter says of them.
    private static let mostVerdicts = 4_096

    /// The findings of certain connections, or of all where none are named; those that a filter matches.
    init(connections: [Int] = [], filter: Filter? = nil) {
        wanted = Set(connections)
        matcher = filter.map { FilterMatcher($0) }
    }

    /// How many there are.
    var count: Int { errors.count + warnings.count + notes.count }

    /// Whether they are only those that a filter matches.
    var isFiltered: Bool { matcher != nil }

    /// How many there are of a severity.
    func count(of severity: Severity) -> Int {
        switch severity {
        case .error: errors.count
        case .warning: warnings.count
        case .note: notes.count
        }
    }

    /// The number of the finding at a place.
    subscript(place: Int) -> Int64 {
        let place = isReversed ? count - 1 - place : place
        if place < errors.count { return errors[place] }
        if place < errors.count + warnings.count { return warnings[place - errors.count] }
        return notes[place - errors.count - warnings.count]
    }

    /// The place of a finding; nil where it is not among them.
    func place(of number: Int64) -> Int? {
        var before = 0
        for numbers in [errors, warnings, notes] {
            if let place = Self.index(of: number, in: numbers) {
                return isReversed ? count - 1 - before - place : before + place
            }
            before += numbers.count
        }
        return nil
    }

    private static func index(of number: Int64, in numbers: [Int64]) -> Int? {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? low : nil
    }

    /// Gathers on until `isDue`; true where there is more to do.
    @discardableResult
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        while true {
            let slice = matcher == nil ? Self.slice : Self.judgedSlice
            let facts = session.findingFacts(after: position, limit: slice)
            guard let last = facts.last else { return false }
            position = last.number
            add(facts.filter { wanted.isEmpty || wanted.contains($0.connection) }, session)
            if facts.count < slice { return false }
            if isDue() { return true }
        }
    }

    private mutating func add(_ facts: [FindingFacts], _ session: SessionView) {
        let matching = matching(facts, session)
        for fact in facts where matching?.contains(fact.number) ?? true {
            switch fact.severity {
            case .error: errors.append(fact.number)
            case .warning: warnings.append(fact.number)
            case .note: notes.append(fact.number)
            }
        }
    }

    /// Those that the filter matches; nil without a filter.
    private mutating func matching(_ facts: [FindingFacts], _ session: SessionView) -> Set<Int64>? {
        guard var matcher else { return nil }
        self.matcher = nil
        defer { self.matcher = matcher }
        var found: Set<Int64> = []
        for record in session.findings(facts.map(\.number)) {
            let connection = record.finding.connection
            let opening = verdicts[connection] == nil ? session.connection(connection)?.opening : nil
            let said =
                verdicts[connection]
                ?? (opening.map { matcher.verdicts(on: $0) } ?? matcher.verdicts(onConnection: connection))
            if verdicts.count >= Self.mostVerdicts { verdicts.removeAll(keepingCapacity: true) }
            verdicts[connection] = said
            if matcher.matches(record.finding, of: said) { found.insert(record.number) }
        }
        return found
    }
}
