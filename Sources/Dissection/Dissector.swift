package import ByteStreams

/// The stories of all connections of a run: stream events in, traffic events out.
package struct Dissector: ~Copyable {
    private let options: DissectionOptions
    private var connections: [ConnectionDissector?] = []
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
            end(stream, .replaced, at: time, into: &batch)
            while connections.count <= stream.slot { connections.append(nil) }
            connections[stream.slot] = ConnectionDissector(opening, at: time, options: options)
        case .bytes(let direction, let bytes):
            guard let connection = connection(stream) else { return }
            memory &+= connection.accept(bytes, direction, at: time, numbering: &opened, into: &batch)
            if memory > DissectionLimits.payloads { capLongest() }
            if connection.isOver { connections[stream.slot] = nil }
        case .gap(let direction, let count):
            skip(count, direction, of: stream, at: time, into: &batch)
        case .lost(let direction):
            skip(ConnectionDissector.unknownCount, direction, of: stream, at: time, into: &batch)
        case .secured(let facts):
            connection(stream)?.security = facts
        case .noted(let note):
            connection(stream)?.tell(StreamRules.violation(of: note), at: time, into: &batch)
        case .conflict(let direction, let conflict):
            connection(stream)?.note(conflict, direction, at: time, into: &batch)
        case .finished(let direction):
            connection(stream)?.finish(direction, at: time, into: &batch)
        case .aborted(let direction):
            connection(stream)?.abort(direction)
        case .ended(let end):
            self.end(stream, end, at: time, into: &batch)
        }
    }

    private mutating func skip(
        _ count: Int, _ direction: Direction, of stream: StreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        guard count > 0, let connection = connection(stream) else { return }
        let before = connection.memory
        connection.skip(count, direction, at: time, numbering: &opened, into: &batch)
        memory &+= connection.memory &- before
    }

    private mutating func end(
        _ stream: StreamID, _ end: StreamEnd, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        guard let connection = connection(stream) else { return }
        memory &-= connection.memory
        connection.end(end, at: time, numbering: &opened, into: &batch)
        connections[stream.slot] = nil
    }

    private func connection(_ stream: StreamID) -> ConnectionDissector? {
        connections.indices.contains(stream.slot) ? connections[stream.slot] : nil
    }

    /// Caps the longest payload in progress at three quarters until the payloads fit again.
    private mutating func capLongest() {
        while memory > DissectionLimits.payloads {
            let longest = connections.lazy.compactMap { $0 }.max { $0.longestPayload < $1.longestPayload }
            guard let longest, longest.longestPayload > 1_024 else { return }
            let before = longest.memory
            longest.capPayload(at: longest.longestPayload / 4 * 3)
            memory &+= longest.memory &- before
        }
    }
}
