import ByteStreams
import Dissection
import Sessions
import WebSocketWire

/// The pings and pongs of a connection, gathered in slices.
struct Beats: Sendable {
    private static let slice = 4_000

    /// The connection.
    let connection: Int
    /// What was gathered so far.
    private(set) var pulse = Pulse()
    private var position: Int64
    private var isOver = false

    /// Those of a connection whose messages lie behind a number.
    init(connection: Int, record: ConnectionRecord?) {
        self.connection = connection
        position = record?.after ?? 0
    }

    /// Gathers on until `isDue`; true where there is more to do.
    mutating func work(_ session: SessionView, isDue: () -> Bool) -> Bool {
        guard !isOver else { return false }
        let record = session.connection(connection)
        let last = min(session.messageCount, record?.closedAfter ?? .max)
        while position < last, !isDue() {
            let next = session.scan(after: position, limit: Self.slice) { facts in
                if facts.connection == connection, facts.number <= last { take(facts) }
            }
            guard next > position else { return false }
            position = next
        }
        if position >= last, let closing = record?.closing {
            pulse.end(at: closing.time)
            isOver = true
        }
        return position < last
    }

    private mutating func take(_ facts: borrowing MessageFacts) {
        if facts.opcode == .ping {
            pulse.ping(facts.number, seq: facts.seq, at: facts.time, from: facts.from)
        } else if facts.opcode == .pong {
            pulse.pong(
                facts.number, seq: facts.seq, at: facts.time, from: facts.from, answering: facts.answers,
                roundTrip: facts.roundTrip ?? 0)
        }
    }
}
