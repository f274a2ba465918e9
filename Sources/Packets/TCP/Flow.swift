import ByteStreams

/// What is known of one connection.
struct Flow {
    /// How far a connection is.
    enum Phase: UInt8 {
        /// No byte was seen: nobody has been told of it.
        case silent
        /// It is announced, and has a name.
        case open
        /// It is over. Only what comes late still reaches it.
        case over
        /// Its place is free for another.
        case forgotten
    }

    let key: FlowKey
    /// The time of its first packet.
    let firstSeen: Timestamp
    /// The time of its last packet; once it is over, when that was.
    var lastSeen: Timestamp
    /// Its name; without meaning unless it is open.
    var name = StreamID(slot: 0, serial: 0)
    var phase = Phase.silent
    var roles = StreamOpening.Roles.guessed
    /// The end that opened the connection, as far as known.
    var client: FlowSide
    private var lanes: [2 of StreamLane] = [StreamLane(), StreamLane()]

    /// A connection whose first packet `sender` sent at `time`. The end with the higher port is taken for the client.
    init(key: FlowKey, sender: FlowSide, at time: Timestamp) {
        self.key = key
        firstSeen = time
        lastSeen = time
        let (port, other) = (key.endpoint(sender).port, key.endpoint(sender.opposite).port)
        client = port >= other ? sender : sender.opposite
    }

    /// What one side sends.
    subscript(side: FlowSide) -> StreamLane {
        @inline(__always) _read { yield lanes[side.rawValue] }
        @inline(__always) _modify { yield &lanes[side.rawValue] }
    }

    /// The direction of what `side` sends.
    func direction(of side: FlowSide) -> Direction {
        side == client ? .fromClient : .fromServer
    }

    /// Whether both sides have finished.
    var isFinished: Bool {
        lanes[0].marks.contains(.finished) && lanes[1].marks.contains(.finished)
    }

    /// Whether some direction misses bytes.
    var isIncomplete: Bool {
        lanes[0].waiting >= 0 || lanes[1].waiting >= 0
    }

    /// The facts to announce.
    var opening: StreamOpening {
        StreamOpening(client: key.endpoint(client), server: key.endpoint(client.opposite), roles: roles)
    }

    /// Whether no segment but the first can have been noted.
    var isFresh: Bool {
        lanes[0].marks.isEmpty && lanes[1].marks.isEmpty && lanes[0].window == 0 && lanes[1].window == 0
    }

    /// Notes a SYN: where its sender's stream begins, and who opened the connection. The acknowledgement of a SYN-ACK
    /// tells the same of the other side, until its own SYN is seen.
    mutating func noteOpening(_ segment: TCPSegment, from sender: FlowSide, shift: UInt8?) {
        let isAnswer = segment.flags.contains(.acknowledge)
        if roles == .guessed, phase == .silent {
            client = isAnswer ? sender.opposite : sender
            roles = .known
        }
        let lane = self[sender]
        if lane.delivered == 0, !lane.isIncomplete, !lane.marks.contains(.finished) {
            if lane.first != segment.payloadSequence {
                self[sender].acknowledged = .min
            }
            self[sender].start(at: segment.payloadSequence)
            self[sender].extent = 0
        }
        if self[sender].first == segment.payloadSequence {
            self[sender].marks.insert(.opened)
        }
        self[sender].windowShift = shift ?? 0
        if isAnswer, !self[sender.opposite].marks.contains(.started) {
            self[sender.opposite].start(at: segment.acknowledgement)
        }
    }
}
