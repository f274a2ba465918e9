import ByteStreams
import JSONText
import WebSocketWire

/// A TCP connection as two well-behaved hosts would have it: every segment has the right numbers, and what is received is
/// acknowledged.
struct TCPConversation {
    private struct Side {
        /// The number of the next byte to send.
        var next: UInt32
        var identification: UInt16 = 0
        /// Bytes sent since the other side last said that it had received all.
        var unacknowledged = 0
        var hasFinished = false
    }

    /// Bytes after which an acknowledgement is written where the other side has nothing to say.
    private static let acknowledgedEvery = 1 << 20
    /// Missing bytes of one stretch that are written as cut packets; the sequence numbers pass over more.
    private static let cutPackets: UInt64 = 3_840_000
    private static let longestStep: UInt64 = 1 << 29
    /// Missing bytes of one stretch that the sequence numbers tell at most.
    static let longestGap: UInt64 = 1 << 36
    /// Comments that wait for the next packet at most.
    private static let mostComments = 32

    /// The end that opened it.
    let client: Endpoint
    /// The end that accepted it.
    let server: Endpoint
    private let writer: PacketWriter
    private var sides: (client: Side, server: Side)
    private var comments: [String] = []
    /// The time of the last packet.
    private(set) var lastTime: Timestamp?

    /// A conversation whose numbers begin at a place that depends on `seed`.
    init(client: Endpoint, server: Endpoint, seed: Int, writer: PacketWriter) {
        self.client = client
        self.server = server
        self.writer = writer
        let start = UInt32(truncatingIfNeeded: seed) &* 0x9e37_79b1
        sides = (Side(next: start), Side(next: ~start))
    }

    private subscript(direction: Direction) -> Side {
        get { direction == .fromClient ? sides.client : sides.server }
        set {
            if direction == .fromClient { sides.client = newValue } else { sides.server = newValue }
        }
    }

    /// Says something about the next packet.
    mutating func comment(_ text: String) {
        if comments.count < Self.mostComments { comments.append(text) }
    }

    /// Opens the connection with three packets.
    mutating func open(at time: Timestamp, _ output: inout TextOutput) {
        put(from: .fromClient, .synchronise, at: time, &output)
        put(from: .fromServer, [.synchronise, .acknowledge], at: time, &output)
        acknowledge(from: .fromClient, at: time, &output)
    }

    /// Says that a side has received everything.
    mutating func acknowledge(
        from direction: Direction, at time: Timestamp, _ output: inout TextOutput
    ) {
        put(from: direction, .acknowledge, at: time, &output)
    }

    /// Gathers bytes of a direction; whole packets are written.
    mutating func add(
        _ bytes: RawSpan, from direction: Direction, at time: Timestamp, _ output: inout TextOutput
    ) {
        cut(bytes, from: direction, at: time, &output) { writer, range in
            writer.gather(bytes.extracting(range))
        }
    }

    /// Gathers bytes of a direction, masked.
    mutating func add(
        _ bytes: RawSpan, maskedBy key: MaskingKey, position: UInt64, from direction: Direction,
        at time: Timestamp,
        _ output: inout TextOutput
    ) {
        cut(bytes, from: direction, at: time, &output) { writer, range in
            writer.gather(
                bytes.extracting(range), maskedBy: key, from: position &+ UInt64(range.lowerBound))
        }
    }

    private mutating func cut(
        _ bytes: RawSpan, from direction: Direction, at time: Timestamp, _ output: inout TextOutput,
        _ gather: (PacketWriter, Range<Int>) -> Void
    ) {
        var start = 0
        while start < bytes.byteCount {
            if writer.gathered >= PacketWriter.largestPayload {
                put(from: direction, .acknowledge, at: time, &output)
            }
            let end = min(bytes.byteCount, start &+ PacketWriter.largestPayload &- writer.gathered)
            gather(writer, start..<end)
            start = end
        }
    }

    /// Writes what is gathered, and that `cut` bytes more were in the packet; fewer where they do not fit in.
    mutating func send(
        from direction: Direction, cut: Int = 0, at time: Timestamp, _ output: inout TextOutput
    ) {
        guard writer.gathered > 0 else { return }
        let room = max(0, PacketWriter.largestPayload - writer.gathered)
        put(from: direction, [.acknowledge, .push], cut: min(max(0, cut), room), at: time, &output)
    }

    /// Says that the side that heard something last has received it.
    mutating func acknowledgeLast(at time: Timestamp, _ output: inout TextOutput) {
        acknowledge(
            from: sides.client.unacknowledged > 0 ? .fromServer : .fromClient, at: time, &output)
    }

    /// Passes over bytes that a side sent and that are not there: as packets that were cut, and, where that would be
    /// very many, as numbers alone. The other side acknowledges them.
    mutating func skip(
        _ count: UInt64, from direction: Direction, at time: Timestamp, _ output: inout TextOutput
    ) {
        send(from: direction, at: time, &output)
        var left = min(count, Self.longestGap)
        while left > 0 {
            let isLong = left > Self.cutPackets
            if isLong {
                let step = min(left &- UInt64(PacketWriter.largestPayload), Self.longestStep)
                self[direction].next &+= UInt32(truncatingIfNeeded: step)
                left &-= step
            }
            let cut = min(left, UInt64(PacketWriter.largestPayload))
            put(from: direction, .acknowledge, cut: Int(truncatingIfNeeded: cut), at: time, &output)
            left &-= cut
            if isLong || left == 0 { acknowledge(from: direction.opposite, at: time, &output) }
        }
    }

    /// Ends the connection in order, one side first.
    mutating func finish(first direction: Direction, at time: Timestamp, _ output: inout TextOutput) {
        put(from: direction, [.finish, .acknowledge], at: time, &output)
        put(from: direction.opposite, [.finish, .acknowledge], at: time, &output)
        acknowledge(from: direction, at: time, &output)
    }

    /// A side aborts the connection.
    mutating func reset(from direction: Direction, at time: Timestamp, _ output: inout TextOutput) {
        put(from: direction, [.reset, .acknowledge], at: time, &output)
    }

    /// Writes a packet with the gathered bytes.
    private mutating func put(
        from direction: Direction, _ flags: TCPFlags, cut: Int = 0, at time: Timestamp,
        _ output: inout TextOutput
    ) {
        let isClient = direction == .fromClient
        let length = writer.gathered &+ cut
        let acknowledgement = flags.contains(.acknowledge) ? self[direction.opposite].next : 0
        writer.send(
            PacketWriter.Segment(
                source: isClient ? client : server, target: isClient ? server : client,
                sequence: self[direction].next, acknowledgement: acknowledgement, flags: flags,
                identification: self[direction].identification, cut: cut),
            at: time, comments: comments, &output)
        if !comments.isEmpty { comments.removeAll() }
        lastTime = time
        let virtual = flags.isDisjoint(with: [.synchronise, .finish]) ? 0 : 1
        self[direction].next &+= UInt32(truncatingIfNeeded: length &+ virtual)
        self[direction].identification &+= 1
        self[direction].unacknowledged &+= length
        self[direction.opposite].unacknowledged = 0
        if self[direction].unacknowledged > Self.acknowledgedEvery {
            acknowledge(from: direction.opposite, at: time, &output)
        }
    }
}
