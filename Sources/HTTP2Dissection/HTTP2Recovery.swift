import ByteStreams
import Dissection

/// What is lost, and how the connection ends.
extension HTTP2Connection {
    /// Takes note that a direction's next `count` bytes were not seen.
    func skip(
        _ count: Int, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        if direction == .fromClient, client.preface > 0 { client.preface = 0 }
        switch self[direction].reader.skip(count) {
        case .data(let number, let count):
            if count > 0, let stream = streams[number]?.name {
                dissector.accept(.gap(direction, count: count), of: stream, at: time, into: &batch)
            }
        case .frame(let header):
            if header.type == .headers || header.type == .continuation || header.type == .pushPromise {
                loseHeaders("a header block was not captured whole", direction, at: time, &dissector, &batch)
            }
        case .nothing: break
        case .border:
            self[direction].search = HTTP2Search()
            for number in streams.keys.sorted() {
                guard let stream = streams[number]?.name else { continue }
                dissector.accept(.lost(direction), of: stream, at: time, into: &batch)
            }
            loseHeaders("frames before were not captured", direction, at: time, &dissector, &batch)
        }
        drain(direction, at: time, &dissector, &batch)
    }

    /// Takes note that bytes of a direction were not seen, it is not known how many.
    func lose(
        _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector, _ batch: inout TrafficBatch
    ) {
        skip(.max, direction, at: time, &dissector, &batch)
    }

    func loseHeaders(
        _ reason: String, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard self[direction].blocks.failure == nil else { return }
        self[direction].blocks.fail(reason)
        tell(reason, direction, at: time, &dissector, &batch)
    }

    /// Tells the open streams that later heads cannot be read.
    func tell(
        _ reason: String, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        let side = direction == .fromClient ? "client" : "server"
        let note = StreamNote(.headersLost, "the \(side)'s heads cannot be read from here on: \(reason)")
        for number in streams.keys.sorted() {
            guard let stream = streams[number]?.name else { continue }
            dissector.accept(.noted(note), of: stream, at: time, into: &batch)
        }
    }

    func look(
        in bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        guard var search = self[direction].search else { return }
        self[direction].search = nil
        guard let rest = search.accept(bytes, highestStream: highestStream &+ 1_024) else {
            self[direction].search = search
            return
        }
        self[direction].reader.resume()
        unsafe accept(rest.span.bytes, direction, at: time, &dissector, &batch)
    }

    /// Takes an event that concerns every stream.
    func accept(
        all event: borrowing StreamEvent, at time: Timestamp, _ dissector: inout Dissector,
        _ batch: inout TrafficBatch
    ) {
        for number in streams.keys.sorted() {
            guard let stream = streams[number]?.name else { continue }
            dissector.accept(event, of: stream, at: time, into: &batch)
        }
    }
}
