package import ByteStreams
package import Dissection

/// The stories of all connections of a run, with those inside HTTP/2: it finds the WebSocket streams (RFC 8441) of HTTP/2
/// connections, and hands all others to the dissector as they are.
package struct HTTP2Dissector: ~Copyable {
    private enum Slot {
        case none
        /// Not HTTP/2, or not yet: a server's switch to it is looked for.
        case plain(HTTP2Switch)
        /// Not HTTP/2 for good.
        case foreign
        case undecided(HTTP2Detection)
        case http2(HTTP2Connection)
    }

    private var dissector: Dissector
    private var slots: [Slot] = []

    /// A dissector that tells what `options` ask for.
    package init(options: DissectionOptions = DissectionOptions()) {
        dissector = Dissector(options: options)
    }

    /// Takes what a tap saw, and adds what it means to `batch`.
    package mutating func accept(
        _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        let slot = stream.slot
        guard slot >= 0 else { return }
        while slots.count <= slot { slots.append(.none) }
        switch slots[slot] {
        case .foreign, .none: passOn(event, of: stream, at: time, into: &batch)
        case .plain(let watch): follow(watch, event, of: stream, at: time, into: &batch)
        case .undecided(let detection): decide(detection, event, of: stream, at: time, into: &batch)
        case .http2(let connection): accept(event, connection, of: stream, at: time, into: &batch)
        }
    }

    private mutating func passOn(
        _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp, into batch: inout TrafficBatch
    ) {
        switch event {
        case .opened(let opening): slots[stream.slot] = .undecided(HTTP2Detection(opening))
        case .ended: slots[stream.slot] = .none
        case .bytes, .gap, .lost, .secured, .noted, .conflict, .finished, .aborted: break
        }
        dissector.accept(event, of: stream, at: time, into: &batch)
    }

    /// Passes a connection on that is not HTTP/2 yet.
    private mutating func follow(
        _ watch: HTTP2Switch, _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp,
        into batch: inout TrafficBatch
    ) {
        switch event {
        case .bytes(let direction, let bytes):
            switch watch.accept(bytes, direction) {
            case .notYet: break
            case .never: slots[stream.slot] = .foreign
            case .switched(let offset):
                dissector.accept(
                    .bytes(direction, bytes.extracting(..<offset)), of: stream, at: time, into: &batch)
                let connection = HTTP2Connection(watch.opening, security: watch.security)
                slots[stream.slot] = .http2(connection)
                connection.accept(
                    bytes.extracting(offset..<bytes.byteCount), direction, at: time, &dissector, &batch)
                return
            }
        case .secured(let facts): watch.security = facts
        case .gap, .lost: slots[stream.slot] = .foreign
        case .opened, .noted, .conflict, .finished, .aborted, .ended: break
        }
        passOn(event, of: stream, at: time, into: &batch)
    }

    private mutating func decide(
        _ detection: HTTP2Detection, _ event: borrowing StreamEvent, of stream: StreamID, at time: Timestamp,
        into batch: inout TrafficBatch
    ) {
        switch event {
        case .bytes(let direction, let bytes):
            switch detection.accept(bytes, direction, at: time) {
            case nil: break
            case .plain:
                slots[stream.slot] = .plain(HTTP2Switch(detection.opening, security: detection.security))
                replay(detection, to: stream, into: &batch)
            case .http2(let midstream):
                let connection = HTTP2Connection(
                    detection.opening, security: detection.security, midstream: midstream)
                slots[stream.slot] = .http2(connection)
                replay(detection, to: stream, into: &batch)
            }
            return
        case .secured(let facts): detection.security = facts
        case .opened, .noted: break
        case .gap, .lost, .conflict, .finished, .aborted, .ended:
            slots[stream.slot] = .plain(HTTP2Switch(detection.opening, security: detection.security))
            replay(detection, to: stream, into: &batch)
        }
        passOn(event, of: stream, at: time, into: &batch)
    }

    /// Takes what was held until it was clear what it is.
    private mutating func replay(_ detection: HTTP2Detection, to stream: StreamID, into batch: inout TrafficBatch) {
        for piece in detection.takeHeld() {
            unsafe accept(
                .bytes(piece.direction, piece.bytes.span.bytes), of: stream, at: piece.time, into: &batch)
        }
    }

    private mutating func accept(
        _ event: borrowing StreamEvent, _ connection: HTTP2Connection, of stream: StreamID, at time: Timestamp,
        into batch: inout TrafficBatch
    ) {
        switch event {
        case .bytes(let direction, let bytes):
            connection.accept(bytes, direction, at: time, &dissector, &batch)
        case .gap(let direction, let count):
            if count > 0 { connection.skip(count, direction, at: time, &dissector, &batch) }
        case .lost(let direction): connection.lose(direction, at: time, &dissector, &batch)
        case .secured(let facts):
            connection.security = facts
            connection.accept(all: event, at: time, &dissector, &batch)
        case .noted, .conflict, .finished, .aborted: connection.accept(all: event, at: time, &dissector, &batch)
        case .ended, .opened:
            connection.accept(all: event, at: time, &dissector, &batch)
            passOn(event, of: stream, at: time, into: &batch)
        }
    }
}
