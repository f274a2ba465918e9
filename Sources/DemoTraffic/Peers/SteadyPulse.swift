import ByteStreams
import WebSocketWire

/// A connection whose heartbeats come back after the same time, all day.
struct SteadyPulse: Peer {
    /// Microseconds from ping to pong.
    static let roundTrips = 18_500...21_500

    private var caller: Caller
    private var beats = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        if beats == 0 { caller.call(in: &scene, answerAfter: 20) }
        beats += 1
        scene.heartbeat(
            from: .fromServer, Array("beat-\(beats)".utf8), roundTrip: caller.chance.pick(Self.roundTrips))
        scene.wait(2_500)
        let load = caller.chance.pick(5...30)
        scene.text(.fromClient, "{\"host\":\"edge-3\",\"load\":\(load),\"up\":true}")
        scene.wait(2_500)
    }
}
