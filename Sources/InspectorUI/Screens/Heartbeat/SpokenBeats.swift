import ByteStreams
import Dissection
import Filters
import PayloadViews
import Sessions
import WebSocketWire

/// The heartbeat that the application keeps up on a connection with messages of its own, guessed from their payloads and
/// gathered in slices. A pong answers the last ping of the other side.
struct SpokenBeats {
    private static let slice = 1_000
    /// Messages read at once.
    private static let atOnce = 256

    /// The connection.
    let connection: Int
    /// The language that it agreed on.
    let dialect: Dialect?
    /// What was gathered so far.
    private(set) var pulse = Pulse()
    /// Why the search ended early; nil while all is well.
    private(set) var error: String?
    private let search: SessionSearch?
    private var found: [Int64] = []
    private var asked: [Direction: (seq: Int, time: Timestamp)] = [:]
    private var end: Int64 = -1
    private var isOver = false

    /// Those of a connection.
    init(connection: Int, record: ConnectionRecord?, _ session: SessionView) {
        self.connection = connection
        dialect = session.context(of: connection).dialect
        let first = (record?.after ?? 0) + 1
        do {
            search = try SessionSearch(
                path: session.path, filter: Filter(SpokenBeat.filter(dialect)), connections: [connection],
                within: first...max(first, record?.closedAfter ?? .max))
        } catch {
            search = nil
            self.error = "\(error)"
        }
    }

    /// Gathers on until `isDue`; true where there is more to do.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        guard let search, error == nil, !isOver else { return false }
        let record = session.connection(connection)
        let last = min(session.messageCount, record?.closedAfter ?? .max)
        while end < last, !isDue() {
            do throws(SessionError) {
                if try !search.advance(rows: Self.slice, isDue: isDue, found: { found.append($0) }) { end = last }
            } catch {
                self.error = "\(error)"
                return false
            }
            take(session)
        }
        if end >= last, let closing = record?.closing {
            pulse.end(at: closing.time)
            isOver = true
        }
        return end < last
    }

    private mutating func take(_ session: SessionView) {
        var left = found[...]
        while !left.isEmpty {
            for line in session.lines(Array(left.prefix(Self.atOnce))) {
                if let beat = SpokenBeat(line.payload, dialect) { take(beat, line) }
            }
            left = left.dropFirst(Self.atOnce)
        }
        found.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ beat: SpokenBeat, _ line: MessageLine) {
        let message = line.message
        switch beat {
        case .ping:
            asked[message.from] = (message.number, message.time)
            pulse.ping(line.number, seq: message.number, at: message.time, from: message.from)
        case .pong:
            let question = asked.removeValue(forKey: message.from.opposite)
            pulse.pong(
                line.number, seq: message.number, at: message.time, from: message.from, answering: question?.seq,
                roundTrip: question.map { message.time.since($0.time) } ?? 0)
        }
    }
}
