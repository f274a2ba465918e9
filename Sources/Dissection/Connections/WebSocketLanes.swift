import ByteStreams
import WebSocketWire

/// Both directions of a WebSocket connection, and their story.
struct WebSocketLanes: ~Copyable {
    private var client: WebSocketLane
    private var server: WebSocketLane
    var story: ConnectionStory

    init(client: consuming WebSocketLane, server: consuming WebSocketLane, story: ConnectionStory) {
        self.client = client
        self.server = server
        self.story = story
    }

    /// Bytes of memory that payloads in progress take.
    var memory: Int { client.memory &+ server.memory }

    /// Bytes kept of the message in progress that has most.
    var longestPayload: Int { max(client.longestKept, server.longestKept) }

    /// Caps the longest message in progress.
    mutating func capPayload(at limit: Int) {
        if client.longestKept >= server.longestKept {
            client.shrinkPayload(to: limit)
        } else {
            server.shrinkPayload(to: limit)
        }
    }

    /// Takes a direction's next bytes; says by how many bytes the payloads in progress grew.
    mutating func accept(
        _ bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ batch: inout TrafficBatch
    ) -> Int {
        if direction == .fromClient {
            let before = client.memory
            client.accept(bytes, at: time, &story, &batch)
            return client.memory &- before
        } else {
            let before = server.memory
            server.accept(bytes, at: time, &story, &batch)
            return server.memory &- before
        }
    }

    /// Takes a direction's next bytes for those at the border that was found.
    mutating func begin(at found: BorderSearch.Found, _ direction: Direction, _ batch: inout TrafficBatch) {
        if direction == .fromClient {
            client.begin(at: found, &story, &batch)
        } else {
            server.begin(at: found, &story, &batch)
        }
    }

    /// Takes note of bytes that were not seen.
    mutating func skip(_ count: Int, _ direction: Direction, at time: Timestamp, _ batch: inout TrafficBatch) {
        if direction == .fromClient {
            client.skip(count, at: time, &story, &batch)
        } else {
            server.skip(count, at: time, &story, &batch)
        }
    }

    /// Ends both directions and the story.
    mutating func end(_ end: StreamEnd, at time: Timestamp, _ batch: inout TrafficBatch) {
        client.end(at: time, &story, &batch)
        server.end(at: time, &story, &batch)
        story.end(end, at: time, into: &batch)
    }
}
