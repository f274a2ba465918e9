package import ByteStreams

/// The demonstration as a tap sees it: stream events in the order of time, without end. The same seed and start give
/// the same events.
package struct DemoTraffic: Sendable {
    /// Takes an event. Bytes are borrowed for the time of the call.
    package typealias Delivery = (StreamID, Timestamp, borrowing StreamEvent) -> Void

    /// A peer's connection.
    private struct Stream {
        let id: StreamID
        var finished: Set<Direction> = []
    }

    private let start: Timestamp
    private var script: DemoScript
    private var streams: [Int: Stream] = [:]
    private var opened = 0

    /// The traffic of a seed that begins at a moment.
    package init(seed: UInt64, start: Timestamp) {
        self.start = start
        script = DemoScript(seed: seed)
    }

    /// When the next events come.
    package var nextTime: Timestamp { time(at: script.nextOffset) }

    /// Bytes of memory that payloads and windows take; bounded however long it plays.
    package var memory: Int { script.memory }

    /// Delivers what happens next: one event, or those of the same moment on the same stream.
    package mutating func next(_ deliver: Delivery) {
        guard let cue = script.next() else { return }
        let time = time(at: cue.offset)
        switch cue.act {
        case .connect(let opening, let security):
            end(cue.peer, .replaced, at: time, deliver)
            let id = StreamID(slot: cue.peer, serial: opened)
            opened += 1
            streams[cue.peer] = Stream(id: id)
            deliver(id, time, .opened(opening))
            if let security { deliver(id, time, .secured(security)) }
        case .say(let direction, let bytes):
            guard let stream = streams[cue.peer], !bytes.isEmpty else { return }
            unsafe deliver(stream.id, time, .bytes(direction, bytes.span.bytes))
        case .finish(let direction):
            guard let stream = streams[cue.peer], !stream.finished.contains(direction) else { return }
            deliver(stream.id, time, .finished(direction))
            streams[cue.peer]?.finished.insert(direction)
            if stream.finished.count == 1 { end(cue.peer, .complete, at: time, deliver) }
        case .abort(let direction):
            guard let stream = streams[cue.peer] else { return }
            deliver(stream.id, time, .aborted(direction))
            end(cue.peer, .complete, at: time, deliver)
        }
    }

    /// Delivers all that happens before a moment, such as a first minute as history.
    package mutating func play(until end: Timestamp, _ deliver: Delivery) {
        while script.peers > 0, nextTime < end { next(deliver) }
    }

    private mutating func end(_ peer: Int, _ end: StreamEnd, at time: Timestamp, _ deliver: Delivery) {
        guard let stream = streams.removeValue(forKey: peer) else { return }
        deliver(stream.id, time, .ended(end))
    }

    private func time(at offset: Int64) -> Timestamp {
        let (sum, overflow) = start.nanoseconds.addingReportingOverflow(offset)
        return Timestamp(nanoseconds: overflow ? .max : sum)
    }
}
