package import ByteStreams
package import WebSocketWire

/// The stories of all connections of a run: stream events in, traffic events out.
package struct Dissector: ~Copyable {
    private let options: DissectionOptions
    private var connections: [ConnectionDissector?] = []
    private var substreams: [Int: ConnectionDissector] = [:]
    private var nextSubstream = 0
    private var memory = 0
    private var opened = 0

    /// A dissector that tells what `options` ask for.
    package init(options: DissectionOptions = DissectionOptions()) {
        self.options = options
    }

    /// Takes what a tap saw, and adds what it means to `batch`.
    package mutating func accept(
        _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        switch event {
        case .opened(let opening):
            guard stream.slot >= 0 else { return }
            if let connection = connection(stream) { end(connection, .replaced, at: time, into: &batch) }
            while connections.count <= stream.slot { connections.append(nil) }
            connections[stream.slot] = ConnectionDissector(opening, at: time, options: options)
        case .ended(let end):
            guard let connection = connection(stream) else { return }
            self.end(connection, end, at: time, into: &batch)
            connections[stream.slot] = nil
        case .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted:
            guard let connection = connection(stream) else { return }
            accept(event, of: connection, at: time, into: &batch)
            if connection.isOver { connections[stream.slot] = nil }
        }
    }

    private mutating func accept(
        _ event: borrowing StreamEvent, of connection: ConnectionDissector, at time: Timestamp,
        into batch: inout TrafficBatch
    ) {
        switch event {
        case .bytes(let direction, let bytes):
            memory &+= connection.accept(bytes, direction, at: time, numbering: &opened, into: &batch)
            if memory > DissectionLimits.payloads { capLongest() }
        case .gap(let direction, let count):
            skip(count, direction, of: connection, at: time, into: &batch)
        case .lost(let direction):
            skip(ConnectionDissector.unknownCount, direction, of: connection, at: time, into: &batch)
        case .secured(let facts):
            connection.security = facts
        case .noted(let note):
            connection.tell(StreamRules.violation(of: note), at: time, into: &batch)
        case .conflict(let direction, let conflict):
            connection.note(conflict, direction, at: time, into: &batch)
        case .finished(let direction):
            connection.finish(direction, at: time, into: &batch)
        case .aborted(let direction):
            connection.abort(direction)
        case .opened, .ended: break
        }
    }

    private mutating func skip(
        _ count: Int, _ direction: Direction, of connection: ConnectionDissector, at time: Timestamp,
        into batch: inout TrafficBatch
    ) {
        guard count > 0 else { return }
        let before = connection.memory
        connection.skip(count, direction, at: time, numbering: &opened, into: &batch)
        memory &+= connection.memory &- before
    }

    private mutating func end(
        _ connection: ConnectionDissector, _ end: StreamEnd, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        memory &-= connection.memory
        connection.end(end, at: time, numbering: &opened, into: &batch)
    }

    private func connection(_ stream: StreamID) -> ConnectionDissector? {
        connections.indices.contains(stream.slot) ? connections[stream.slot] : nil
    }

    /// Caps the longest payload in progress at three quarters until the payloads fit again.
    private mutating func capLongest() {
        while memory > DissectionLimits.payloads {
            let all = connections.compactMap { $0 } + substreams.values
            let longest = all.max { $0.longestPayload < $1.longestPayload }
            guard let longest, longest.longestPayload > 1_024 else { return }
            let before = longest.memory
            longest.capPayload(at: longest.longestPayload / 4 * 3)
            memory &+= longest.memory &- before
        }
    }
}

/// Names a stream inside a connection among those of a run.
package struct SubstreamID: Sendable, Hashable {
    fileprivate let number: Int
}

/// Streams inside connections, as those of HTTP/2, which end by themselves and whose handshakes are no HTTP/1.1.
extension Dissector {
    /// Begins a stream whose request asks for WebSocket (RFC 8441 section 4). What the client sends before the answer
    /// is kept until then.
    package mutating func begin(
        _ request: HTTPHead, httpStream: UInt32, on opening: StreamOpening, security: StreamSecurity?,
        from began: Timestamp
    ) -> SubstreamID {
        let connection = ConnectionDissector(opening, at: began, options: options, httpStream: httpStream)
        connection.security = security
        opened += 1
        connection.attempt = ConnectionStory(connection: opened)
        connection.watch = UpgradeWatch(
            waitingFor: UpgradeWatch.Request(head: request, began: began, isAttempt: true))
        return add(connection)
    }

    /// Begins a stream of which no head is known: WebSocket frames are looked for in it.
    package mutating func beginUnknown(
        httpStream: UInt32, on opening: StreamOpening, security: StreamSecurity?, from began: Timestamp
    ) -> SubstreamID {
        let opening = StreamOpening(client: opening.client, server: opening.server, roles: .guessed)
        let connection = ConnectionDissector(opening, at: began, options: options, httpStream: httpStream)
        connection.security = security
        return add(connection)
    }

    private mutating func add(_ connection: ConnectionDissector) -> SubstreamID {
        nextSubstream += 1
        substreams[nextSubstream] = connection
        return SubstreamID(number: nextSubstream)
    }

    /// The server has answered a stream's request with a final response; says whether WebSocket follows.
    package mutating func answer(
        _ response: HTTPHead, to stream: SubstreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) -> Bool {
        guard let connection = substreams[stream.number], let request = connection.watch.openAttempt,
            connection.phase == .http
        else { return false }
        guard Upgrade.isWebSocketAcceptance(response) else {
            connection.refuse(request, response, at: time, &batch)
            substreams[stream.number] = nil
            return false
        }
        connection.accept(request, response, at: time, &opened, &batch)
        connection.forgetHandshake()
        memory &+= connection.memory
        return true
    }

    /// Takes an event of a stream. What ends it forgets it.
    package mutating func accept(
        _ event: borrowing StreamEvent, of stream: SubstreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        guard let connection = substreams[stream.number] else { return }
        switch event {
        case .opened: return
        case .ended(let end):
            self.end(connection, end, at: time, into: &batch)
            substreams[stream.number] = nil
        case .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted:
            accept(event, of: connection, at: time, into: &batch)
            if connection.isOver { substreams[stream.number] = nil }
        }
    }
}
