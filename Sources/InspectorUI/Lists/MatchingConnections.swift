import Filters
import Sessions

/// The connections that a filter matches: themselves, by a message or by a finding. A reference: the session is searched
/// once, however many screens ask.
final class MatchingConnections {
    private var search: SessionSearch
    /// Why the search ended early; nil while all is well.
    private(set) var error: String?
    /// Messages that match, so far.
    private(set) var messages = 0

    /// The search of a session.
    init(path: String, filter: Filter) throws(SessionError) {
        search = try SessionSearch(path: path, filter: filter, connections: nil, hidesControl: false)
    }

    /// The connections, so far.
    var connections: Set<Int> { search.connections }

    /// Searches on; true where there is more to do.
    func work(isDue: () -> Bool) -> Bool {
        guard error == nil else { return false }
        do throws(SessionError) {
            return try search.advance(rows: .max, isDue: isDue) { _ in messages += 1 }
        } catch {
            self.error = "\(error)"
            return false
        }
    }
}
