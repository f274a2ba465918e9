import ByteStreams
import WebSocketWire

/// An accepted or recognised WebSocket connection.
final class WebSocketConnection {
    private var lanes: WebSocketLanes

    init(_ lanes: consuming WebSocketLanes) {
        self.lanes = lanes
    }

    /// Bytes of memory that payloads in progress take.
    var memory: Int { lanes.memory }

    /// Bytes kept of the message in progress that has most.
    var longestPayload: Int { lanes.longestPayload }

    /// What both directions share.
    var story: ConnectionStory {
        get { lanes.story }
        set { lanes.story = newValue }
    }

    /// Caps the longest message in progress.
    func capPayload(at limit: Int) {
        lanes.capPayload(at: limit)
    }

    /// Takes a direction's next bytes; says by how many bytes the payloads in progress grew.
    @discardableResult
    func accept(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ batch: inout TrafficBatch
    ) -> Int {
        lanes.accept(bytes, direction, at: time, &batch)
    }

    /// Takes a piece of a direction's held bytes.
    func accept(
        _ piece: HeldBytes.Piece, of held: HeldBytes, _ direction: Direction, _ batch: inout TrafficBatch
    ) {
        if piece.missing > 0 { skip(piece.missing, direction, at: piece.time, &batch) }
        unsafe accept(held.bytes.span.bytes.extracting(piece.range), direction, at: piece.time, &batch)
    }

    /// Goes on in a direction at the border that was found, and takes what the other held meanwhile; both in the order
    /// of their times.
    func resume(
        _ found: BorderSearch.Found, _ direction: Direction, beside held: HeldBytes, _ batch: inout TrafficBatch
    ) {
        lanes.begin(at: found, direction, &batch)
        var others = held.pieces[...]
        for piece in found.pieces {
            while let earlier = others.first, earlier.time < piece.time {
                others.removeFirst()
                accept(earlier, of: held, direction.opposite, &batch)
            }
            unsafe accept(found.window.span.bytes.extracting(piece.range), direction, at: piece.time, &batch)
        }
        for other in others { accept(other, of: held, direction.opposite, &batch) }
    }

    /// Takes note of bytes that were not seen.
    func skip(_ count: Int, _ direction: Direction, at time: Timestamp, _ batch: inout TrafficBatch) {
        lanes.skip(count, direction, at: time, &batch)
    }

    /// Ends both directions and the story.
    func end(_ end: StreamEnd, at time: Timestamp, _ batch: inout TrafficBatch) {
        lanes.end(end, at: time, &batch)
    }
}
