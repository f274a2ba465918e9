import ByteStreams
import WebSocketWire

/// A connection whose heartbeats take ever longer, until they go bad: almost a second, then two pongs that never come,
/// a pong that nobody asked for, and a server that gives up.
struct FailingPulse: Peer {
    /// Milliseconds from ping to ping.
    static let interval = 4_000
    /// The beats of a visit after it has gone bad: then the server gives up.
    static let badBeats = 8

    private var caller: Caller
    private var visits = 0
    private var beat = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    /// Beats until a visit goes bad: the first does so soon, for those who just watch.
    static func goodBeats(visit: Int) -> Int { visit == 1 ? 12 : 120 }

    mutating func write(_ scene: inout Scene) {
        if beat == 0 {
            visits += 1
            caller.call(in: &scene, answerAfter: 22)
        }
        beat += 1
        let bad = beat - Self.goodBeats(visit: visits)
        guard bad <= Self.badBeats else { return giveUp(&scene) }
        let payload = Array("\(visits):\(beat)".utf8)
        switch bad {
        case ...0: scene.heartbeat(from: .fromServer, payload, roundTrip: 20_000 + beat * 2_500 + jitter(3_000))
        case 3, 4: scene.control(.ping, from: .fromServer, payload)
        default: scene.heartbeat(from: .fromServer, payload, roundTrip: 880_000 + jitter(90_000))
        }
        if bad == 6 { scene.later(2_000) { $0.control(.pong, from: .fromClient, Array("still here?".utf8)) } }
        scene.later(1_500) { $0.text(.fromClient, "{\"lat\":47.37,\"lon\":8.54,\"speed\":\(40 + beat % 20)}") }
        scene.later(3_200) { $0.text(.fromServer, "{\"route\":\"A1\",\"eta\":\(3_600 - beat % 900)}") }
        scene.wait(Self.interval)
    }

    private mutating func giveUp(_ scene: inout Scene) {
        scene.part(.fromServer, 1011, "keepalive ping timeout", answerAfter: 940)
        scene.wait(5_000)
        beat = 0
    }

    private mutating func jitter(_ most: Int) -> Int { caller.chance.pick(0...most) }
}
