import ByteStreams
import WebSocketWire

/// A client that connects, speaks, is cut, and comes again after growing waits, for ever.
struct FlakyClient: Peer {
    /// How a visit ends, in turn.
    enum Cut: Int, CaseIterable {
        /// The server's side aborts.
        case reset
        /// The server hangs up without a Close frame.
        case hangUp
        /// The server goes away in order.
        case goingAway
        /// The client is gone in the middle of a frame.
        case midFrame
        /// The server closes, and nobody answers.
        case unanswered
    }

    /// Seconds between visits; the first again after a visit in order.
    static let waits = [1, 2, 4, 8, 15, 30]

    private var caller: Caller
    private var visits = 0
    private var failures = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        let cut = Cut.allCases[visits % Cut.allCases.count]
        visits += 1
        caller.call(in: &scene, answerAfter: 55)
        scene.text(.fromClient, "{\"resume\":\"sess-71\",\"attempt\":\(failures + 1)}")
        scene.wait(48)
        scene.text(.fromServer, "{\"resumed\":\(failures == 0 ? "false" : "true")}")
        for _ in 0..<caller.chance.pick(2...4) {
            scene.wait(caller.chance.pick(400...900))
            scene.text(
                .fromServer, "{\"job\":\(caller.chance.pick(100...999)),\"progress\":\(caller.chance.pick(1...99))}")
        }
        scene.wait(300)
        perform(cut, in: &scene)
        failures += 1
        scene.wait((Self.waits[min(failures, Self.waits.count) - 1]) * 1_000)
        if cut == .goingAway, failures >= Self.waits.count { failures = 0 }
    }

    private mutating func perform(_ cut: Cut, in scene: inout Scene) {
        switch cut {
        case .reset: scene.add(.fromServer, .abort)
        case .hangUp: scene.hangUp()
        case .goingAway: scene.part(.fromServer, 1001, "server going away", answerAfter: 50)
        case .midFrame:
            var frame: [UInt8] = []
            let text = "{\"log\":\"the rest of this line never arrives\"}"
            OutgoingFrame(.text, Array(text.utf8)).write(from: .fromClient, &caller.chance, to: &frame)
            scene.add(.fromClient, .bytes(Array(frame.prefix(20))))
            scene.wait(700)
            scene.add(.fromClient, .finish)
            scene.wait(1)
            scene.add(.fromServer, .finish)
        case .unanswered:
            scene.close(.fromServer, 1001, "server going away")
            scene.wait(2_000)
            scene.hangUp()
        }
    }
}
