package import Dissection

/// A stage of a stream of traffic that passes on what a filter matches. Messages and findings pass that match, and with
/// them the connections that match, or that have a message or finding that does: such a connection's opening passes right
/// before the first of these. Frames pass right before their message.
///
/// A message is seen with the findings that follow it in its batch, as dissection and sessions tell them. State is kept for
/// connections that have opened and not closed, within `FilterLimits`.
package struct TrafficFilter {
    /// Who decides about messages.
    package enum Messages: Sendable, Hashable {
        /// The filter.
        case judged
        /// Somebody before: every message passes. So it is where a session was asked for exactly those that match.
        case selected
    }

    /// The filter made ready; it says how many searches reached a limit.
    package private(set) var matcher: FilterMatcher
    /// Frames that were not passed on, nor seen by the filter, since too many waited for the ends of their messages.
    package private(set) var framesDropped = 0
    private let messages: Messages
    private var connections: [Int: FollowedConnection] = [:]
    /// The numbers of connections in the order in which they appeared, those that closed among them.
    private var order: [Int] = []
    private var oldest = 0
    private var latest: FollowedConnection?
    private var framesHeld = 0

    /// A stage for a filter.
    package init(_ filter: Filter, messages: Messages = .judged) {
        matcher = FilterMatcher(filter)
        self.messages = messages
    }

    /// Adds to `selected` what the filter matches of a batch.
    package mutating func select(from batch: borrowing TrafficBatch, into selected: inout TrafficBatch) {
        for index in 0..<batch.count {
            switch batch[index] {
            case .opened(let opening): open(opening, &selected)
            case .frame(let frame): hold(frame)
            case .message(let message): judge(message, index, batch, &selected)
            case .finding(let finding):
                let connection = followed(finding.connection)
                guard matcher.matches(finding, of: connection.surroundings.connection) else { continue }
                connection.pass(into: &selected)
                selected.copy(index, from: batch)
            case .closed(let closing):
                let connection = followed(closing.connection)
                if connection.isPassed || matcher.matches(connection.surroundings.connection) {
                    connection.pass(into: &selected)
                    selected.copy(index, from: batch)
                }
                forget(closing.connection)
            }
        }
    }

    /// Whether anything of a connection that has not closed was passed on.
    package func hasPassed(connection number: Int) -> Bool {
        connections[number]?.isPassed ?? false
    }

    /// How many connections are followed.
    package var count: Int { connections.count }

    private mutating func open(_ opening: ConnectionOpening, _ selected: inout TrafficBatch) {
        forget(opening.connection)
        let connection = FollowedConnection(matcher.verdicts(on: opening), opening: opening)
        follow(connection)
        if matcher.matches(connection.surroundings.connection) { connection.pass(into: &selected) }
    }

    private mutating func judge(
        _ message: Message, _ index: Int, _ batch: borrowing TrafficBatch, _ selected: inout TrafficBatch
    ) {
        let connection = followed(message.connection)
        connection.note(message)
        framesHeld -= connection.surroundings.frames.count
        if matcher.needs.contains(.findings) {
            batch.find(&connection.surroundings.findings, about: message, at: index)
        }
        guard messages == .selected || matcher.matches(message, in: batch, connection.surroundings) else { return }
        connection.pass(into: &selected)
        for frame in connection.surroundings.frames { selected.restore(frame) }
        selected.copy(index, from: batch)
    }

    private mutating func hold(_ frame: Frame) {
        guard framesHeld < FilterLimits.framesHeld, followed(frame.connection).hold(frame) else {
            framesDropped += 1
            return
        }
        framesHeld += 1
    }

    /// The connection of that number; one whose opening was not told is known by its number alone.
    private mutating func followed(_ number: Int) -> FollowedConnection {
        if let latest, latest.surroundings.connection.connection == number { return latest }
        if let known = connections[number] {
            latest = known
            return known
        }
        let connection = FollowedConnection(matcher.verdicts(onConnection: number), opening: nil)
        follow(connection)
        return connection
    }

    private mutating func follow(_ connection: FollowedConnection) {
        let number = connection.surroundings.connection.connection
        while connections.count >= FilterLimits.connections, oldest < order.count {
            forget(order[oldest])
            oldest += 1
        }
        if order.count >= 2 * FilterLimits.connections {
            order = order[oldest...].filter { connections[$0] != nil }
            oldest = 0
        }
        connections[number] = connection
        order.append(number)
        latest = connection
    }

    private mutating func forget(_ number: Int) {
        guard let connection = connections.removeValue(forKey: number) else { return }
        framesHeld -= connection.held
        if latest === connection { latest = nil }
    }
}

extension TrafficBatch {
    /// Gathers the findings about a message that follow it, which is at an index.
    fileprivate borrowing func find(_ findings: inout [Finding], about message: Message, at index: Int) {
        if !findings.isEmpty { findings.removeAll() }
        var next = index + 1
        while next < count, case .finding(let finding) = self[next], finding.connection == message.connection,
            finding.message == message.number
        {
            findings.append(finding)
            next += 1
        }
    }
}
