import Filters
import Sessions

/// The messages of a list by their numbers in the session: a plain range where all are in it, else found in slices. What
/// lies around the row that is asked for is found first, and what lies before it afterwards.
struct MessageNumbers {
    /// Which messages are wanted.
    struct Scope {
        /// Of these connections; empty for all.
        var connections: [Int] = []
        /// What a filter matches; nil for everything.
        var filter: Filter?
        /// Without control messages.
        var hidesControl = false
        /// Between these numbers.
        var within: ClosedRange<Int64> = 1...Int64.max
    }

    /// Numbers before the one asked for that are found together with it.
    private static let lead: Int64 = 2_000
    /// Messages looked at between two questions for the time.
    private static let step = 5_000

    private let isPlain: Bool
    private let within: ClosedRange<Int64>
    private var early = NumberSet()
    private var late = NumberSet()
    private var earlySearch: SessionSearch?
    private var lateSearch: SessionSearch?
    private let pivot: Int64
    /// Messages of the session when the search was at its end the last time; for a plain range, its end.
    private var end: Int64 = -1
    /// Why the search ended early; nil while all is well.
    private(set) var error: String?

    /// No messages.
    init() {
        isPlain = true
        within = 1...1
        pivot = 1
        end = 0
    }

    /// The messages of a session that are wanted, those about a number first.
    init(_ scope: Scope, _ session: SessionView, around number: Int64?) {
        within = scope.within
        isPlain = scope.connections.isEmpty && scope.filter == nil && !scope.hidesControl
        pivot = max(within.lowerBound, min((number ?? within.lowerBound) - Self.lead, within.upperBound))
        guard !isPlain else {
            grow(to: session.messageCount)
            return
        }
        do throws(SessionError) {
            lateSearch = try Self.search(scope, session.path, pivot...within.upperBound)
            guard pivot > within.lowerBound else { return }
            earlySearch = try Self.search(scope, session.path, within.lowerBound...pivot - 1)
        } catch {
            self.error = "\(error)"
        }
    }

    private static func search(
        _ scope: Scope, _ path: String, _ numbers: ClosedRange<Int64>
    ) throws(SessionError) -> SessionSearch {
        try SessionSearch(
            path: path, filter: scope.filter, connections: scope.connections.isEmpty ? nil : scope.connections,
            hidesControl: scope.hidesControl, within: numbers)
    }

    /// How many were found so far.
    var count: Int {
        isPlain ? Int(max(0, end - within.lowerBound + 1)) : early.count + late.count
    }

    /// The number at an index; the nearest there is where the index is outside.
    subscript(index: Int) -> Int64 {
        guard !isPlain else { return within.lowerBound + Int64(max(0, min(index, count - 1))) }
        return index < early.count ? early[index] : late[index - early.count]
    }

    /// How many are below a number.
    func rank(of number: Int64) -> Int {
        guard !isPlain else { return Int(max(0, min(number, end + 1) - within.lowerBound)) }
        return number < pivot ? early.rank(of: number) : early.count + late.rank(of: number)
    }

    /// The index of a number; nil where it is not among them, or not yet.
    func index(of number: Int64) -> Int? {
        let rank = rank(of: number)
        return rank < count && self[rank] == number ? rank : nil
    }

    /// Whether a number would have been found by now.
    func isDecided(_ number: Int64) -> Bool {
        if isPlain { return number <= end }
        if number >= pivot { return end >= number || (lateSearch?.position ?? .max) >= number }
        return (earlySearch?.position ?? .max) >= number
    }

    /// How much has been searched, in hundredths; nil where all is.
    func progress(of messages: Int64) -> Int? {
        guard !isPlain, error == nil else { return nil }
        let all = max(1, min(messages, within.upperBound) - within.lowerBound + 1)
        let late = min(max(0, (lateSearch?.position ?? 0) - pivot + 1), all)
        let isLateDone = end >= min(messages, within.upperBound)
        let early = earlySearch.map { max(0, $0.position - within.lowerBound + 1) } ?? pivot - within.lowerBound
        if isLateDone, earlySearch == nil { return nil }
        return Int(min(99, (late + early) * 100 / all))
    }

    private mutating func grow(to messages: Int64) {
        end = max(end, min(messages, within.upperBound))
    }

    /// Searches on until `isDue`; true where there is more to do.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        if isPlain {
            grow(to: session.messageCount)
            return false
        }
        guard error == nil else { return false }
        if end < min(session.messageCount, within.upperBound) {
            let messages = session.messageCount
            if Self.advance(&lateSearch, &late, &error, isDue) { return true }
            end = messages
        }
        if earlySearch != nil {
            if Self.advance(&earlySearch, &early, &error, isDue) { return true }
            earlySearch = nil
        }
        return false
    }

    /// Searches on in one of the parts; true where its end is not reached.
    private static func advance(
        _ search: inout SessionSearch?, _ numbers: inout NumberSet, _ problem: inout String?, _ isDue: () -> Bool
    ) -> Bool {
        while !isDue() {
            do throws(SessionError) {
                guard try search?.advance(rows: step, isDue: isDue, found: { numbers.append($0) }) ?? false else {
                    return false
                }
            } catch {
                problem = "\(error)"
                return false
            }
        }
        return true
    }
}
