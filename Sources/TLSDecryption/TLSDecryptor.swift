package import ByteStreams

/// Turns the events of encrypted connections into those of what is inside, given a key log. Connections without TLS
/// pass through as they are. What is inside TLS and cannot be opened is left out, and why is told: in the stream where
/// something of it was opened, and in `unopened`.
package struct TLSDecryptor: ~Copyable {
    /// Takes an event of a plain stream.
    package typealias Delivery = (StreamID, Timestamp, borrowing StreamEvent) -> Void

    private enum Slot {
        case none
        case plain
        case undecided(TLSDetection)
        case secured(TLSConnection)
        /// TLS that began before the capture.
        case foreign
    }

    /// The secrets known so far. Call `wake` when some were added.
    package var keys = KeyLog()
    /// The connections of which nothing could be opened, the first `TLSLimits.remembered` of them.
    package private(set) var unopened: [UnopenedConnection] = []
    /// How many connections could not be opened.
    package private(set) var unopenedCount = 0
    /// How many connections were opened.
    package private(set) var openedCount = 0
    private let waits: Bool
    private var places = StreamPlaces()
    /// What is in each place.
    private var slots: [Slot] = []
    private var serials: [Int] = []
    /// Places of connections that wait for a secret.
    private var waiting: Set<Int> = []
    /// Since when the one of them waits that has waited longest; nil where none does.
    private var oldest: Timestamp?
    private var heldBytes = 0

    /// A decryptor without secrets. `waits` says whether secrets may be learned later than what they open is seen.
    package init(waits: Bool) {
        self.waits = waits
    }

    /// Takes an event; delivers what it says in clear.
    package mutating func accept(
        _ event: borrowing StreamEvent, of tapped: StreamID, at time: Timestamp, deliver: Delivery
    ) {
        if let oldest, time.since(oldest) > TLSLimits.patience { advance(to: time, deliver: deliver) }
        if let opening = event.opening { begin(opening, tapped) }
        guard let place = places.place(of: tapped) else { return }
        let stream = StreamID(slot: place, serial: tapped.serial)
        if event.isEnd { places.leave(tapped) }
        switch slots[place] {
        case .none: return
        case .plain:
            if event.isEnd { release(place) }
            deliver(stream, time, event)
        case .foreign: acceptForeign(event, of: stream, at: time, deliver)
        case .undecided(let detection): decide(detection, event, of: stream, at: time, deliver)
        case .secured(let connection): accept(event, connection, of: stream, at: time, deliver)
        }
    }

    private mutating func begin(_ opening: StreamOpening, _ tapped: StreamID) {
        guard let place = places.begin(tapped) else { return }
        while slots.count < places.count {
            slots.append(.none)
            serials.append(-1)
        }
        slots[place] = .undecided(TLSDetection(opening))
        serials[place] = tapped.serial
    }

    private mutating func release(_ place: Int) {
        slots[place] = .none
        places.release(place)
    }

    /// Passes on of a connection that cannot be opened what is not bytes.
    private mutating func acceptForeign(
        _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp, _ deliver: Delivery
    ) {
        switch event {
        case .bytes, .gap, .lost, .conflict: return
        case .opened, .finished, .aborted, .secured, .noted: break
        case .ended: release(stream.slot)
        }
        deliver(stream, time, event)
    }

    private mutating func decide(
        _ detection: TLSDetection, _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp,
        _ deliver: Delivery
    ) {
        switch event {
        case .bytes(let direction, let bytes):
            decide(detection, bytes, direction, of: stream, at: time, deliver)
            return
        case .opened, .secured, .noted: break
        case .finished, .aborted, .conflict, .gap, .lost: if !detection.isEmpty { slots[stream.slot] = .plain }
        case .ended: release(stream.slot)
        }
        if case .undecided = slots[stream.slot] {} else { detection.replay { deliver(stream, $0, $1) } }
        deliver(stream, time, event)
    }

    private mutating func decide(
        _ detection: TLSDetection, _ bytes: RawSpan, _ direction: Direction, of stream: StreamID, at time: Timestamp,
        _ deliver: Delivery
    ) {
        var detection = detection
        switch detection.accept(bytes, direction, at: time) {
        case nil: slots[stream.slot] = .undecided(detection)
        case .plain:
            slots[stream.slot] = .plain
            detection.replay { deliver(stream, $0, $1) }
            deliver(stream, time, .bytes(direction, bytes))
        case .beganBefore:
            slots[stream.slot] = .foreign
            remember(detection.opening, StreamSecurity(), .beganBefore)
        case .handshake(let isSwapped):
            let connection = TLSConnection(detection.opening, waits: waits)
            connection.isSwapped = isSwapped
            slots[stream.slot] = .secured(connection)
            detection.replay { accept($1, connection, of: stream, at: $0, deliver) }
            accept(.bytes(direction, bytes), connection, of: stream, at: time, deliver)
        }
    }

    private mutating func accept(
        _ event: borrowing StreamEvent, _ connection: TLSConnection, of stream: StreamID, at time: Timestamp,
        _ deliver: Delivery
    ) {
        let before = connection.heldBytes
        let inside = { (time: Timestamp, event: borrowing StreamEvent) in
            Self.deliver(event, isSwapped: connection.isSwapped, of: stream, at: time, deliver)
        }
        switch event {
        case .bytes(let direction, let bytes):
            connection.accept(bytes, connection.side(direction), at: time, keys, inside)
        case .gap(let direction, let count):
            guard count > 0 else { return }
            connection.accept(.gap(count), connection.side(direction), at: time, keys, inside)
        case .lost(let direction): connection.accept(.lost, connection.side(direction), at: time, keys, inside)
        case .finished(let direction):
            connection.accept(.finished, connection.side(direction), at: time, keys, inside)
        case .aborted(let direction):
            connection.accept(.aborted, connection.side(direction), at: time, keys, inside)
        case .conflict(let direction, let conflict):
            connection.accept(.conflict(conflict), connection.side(direction), at: time, keys, inside)
        case .secured, .noted, .opened: deliver(stream, time, event)
        case .ended(let end): connection.ending = (end, time)
        }
        keepWithinLimits(connection, before: before, of: stream, at: time, inside)
        if connection.ending != nil, !waits || !connection.waitsForSecret {
            settle(connection, of: stream, at: time, inside)
        }
    }

    private mutating func keepWithinLimits(
        _ connection: TLSConnection, before: Int, of stream: StreamID, at time: Timestamp,
        _ deliver: TLSConnection.Delivery
    ) {
        let held = connection.heldBytes
        guard held != before else { return }
        heldBytes &+= held &- before
        guard held > 0 else {
            waiting.remove(stream.slot)
            return
        }
        waiting.insert(stream.slot)
        if let since = connection.waitsSince { oldest = min(oldest ?? since, since) }
        if held > TLSLimits.held || heldBytes > TLSLimits.heldAtAll {
            stopWaiting(connection, of: stream, at: time, deliver)
        }
    }

    private mutating func stopWaiting(
        _ connection: TLSConnection, of stream: StreamID, at time: Timestamp, _ deliver: TLSConnection.Delivery
    ) {
        heldBytes &-= connection.heldBytes
        connection.stopWaiting(at: time, keys, deliver)
        heldBytes &+= connection.heldBytes
        if connection.heldBytes == 0 { waiting.remove(stream.slot) }
    }

    /// Ends a connection that has ended and waits for no secret.
    private mutating func settle(
        _ connection: TLSConnection, of stream: StreamID, at time: Timestamp, _ deliver: TLSConnection.Delivery
    ) {
        guard let ending = connection.ending else { return }
        if connection.heldBytes > 0 { stopWaiting(connection, of: stream, at: time, deliver) }
        connection.end(at: ending.time, deliver)
        release(stream.slot)
        if connection.isOpened {
            openedCount += 1
        } else {
            let obstacle = connection.obstacle ?? (connection.serverHello == nil ? .helloLost : nil)
            if let obstacle { remember(connection.opening, connection.facts, obstacle) }
        }
        deliver(ending.time, .ended(ending.end))
    }

    private mutating func remember(_ opening: StreamOpening, _ facts: StreamSecurity, _ obstacle: TLSObstacle) {
        unopenedCount += 1
        guard unopened.count < TLSLimits.remembered else { return }
        unopened.append(UnopenedConnection(opening: opening, facts: facts, obstacle: obstacle))
    }

    /// Opens what waited for the secrets learned since the last call.
    package mutating func wake(at time: Timestamp, deliver: Delivery) {
        guard keys.takeNews() else { return }
        for place in slots.indices {
            guard case .secured(let connection) = slots[place] else { continue }
            let stream = StreamID(slot: place, serial: serials[place])
            let inside = { (time: Timestamp, event: borrowing StreamEvent) in
                Self.deliver(event, isSwapped: connection.isSwapped, of: stream, at: time, deliver)
            }
            heldBytes &-= connection.heldBytes
            connection.pump(keys, inside)
            connection.reopen(keys)
            heldBytes &+= connection.heldBytes
            if connection.heldBytes == 0 { waiting.remove(place) }
            if !connection.waitsForSecret { settle(connection, of: stream, at: time, inside) }
        }
    }

    /// Gives up the connections that have waited too long at `time`.
    package mutating func advance(to time: Timestamp, deliver: Delivery) {
        oldest = nil
        for place in waiting.sorted() {
            guard case .secured(let connection) = slots[place] else { continue }
            guard connection.isOverdue(at: time) else {
                if let since = connection.waitsSince { oldest = min(oldest ?? since, since) }
                continue
            }
            giveUp(connection, place, at: time, deliver)
        }
    }

    /// No more secrets come: gives up all connections that wait. Call it when every stream has ended.
    package mutating func finish(at time: Timestamp, deliver: Delivery) {
        for place in waiting.sorted() {
            guard case .secured(let connection) = slots[place] else { continue }
            giveUp(connection, place, at: time, deliver)
        }
    }

    private mutating func giveUp(
        _ connection: TLSConnection, _ place: Int, at time: Timestamp, _ deliver: Delivery
    ) {
        let stream = StreamID(slot: place, serial: serials[place])
        let inside = { (time: Timestamp, event: borrowing StreamEvent) in
            Self.deliver(event, isSwapped: connection.isSwapped, of: stream, at: time, deliver)
        }
        stopWaiting(connection, of: stream, at: time, inside)
        settle(connection, of: stream, at: time, inside)
    }

    /// Delivers an event of a connection, with its directions the other way round where the tap has them so.
    private static func deliver(
        _ event: borrowing StreamEvent, isSwapped: Bool, of stream: StreamID, at time: Timestamp, _ deliver: Delivery
    ) {
        guard isSwapped else { return deliver(stream, time, event) }
        switch event {
        case .bytes(let direction, let bytes): deliver(stream, time, .bytes(direction.opposite, bytes))
        case .gap(let direction, let count): deliver(stream, time, .gap(direction.opposite, count: count))
        case .lost(let direction): deliver(stream, time, .lost(direction.opposite))
        case .finished(let direction): deliver(stream, time, .finished(direction.opposite))
        case .aborted(let direction): deliver(stream, time, .aborted(direction.opposite))
        case .conflict(let direction, let conflict): deliver(stream, time, .conflict(direction.opposite, conflict))
        case .opened, .secured, .noted, .ended: deliver(stream, time, event)
        }
    }
}

extension StreamEvent {
    /// The opening, where it is one.
    fileprivate var opening: StreamOpening? {
        switch self {
        case .opened(let opening): opening
        case .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted, .ended: nil
        }
    }

    /// Whether it is a stream's last.
    fileprivate var isEnd: Bool {
        switch self {
        case .ended: true
        case .opened, .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted: false
        }
    }
}
