import ByteStreams
import WebSocketWire

/// A server of notifications with heartbeats of the application's own, in JSON, and an IPv6 address.
struct Notifier: Peer {
    private var caller: Caller
    private var turn = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        if turn == 0 {
            caller.call(in: &scene, answerAfter: 31)
            scene.text(.fromClient, "{\"type\":\"hello\",\"client\":\"web\",\"version\":3}")
            scene.wait(28)
            scene.text(.fromServer, "{\"type\":\"hello\",\"heartbeat\":5000}")
        }
        turn += 1
        scene.wait(2_200)
        if turn % 2 == 0 {
            let what = caller.chance.pick("comment", ["mention", "build 🟢", "build 🔴", "review"])
            scene.text(
                .fromServer,
                "{\"type\":\"event\",\"id\":\"\(caller.chance.hex(12))\",\"what\":\(JSONWords.quoted(what))}")
        }
        scene.wait(2_800)
        scene.text(.fromClient, "{\"type\":\"ping\",\"ts\":\(turn * 5_000)}")
        scene.wait(caller.chance.pick(26...44))
        scene.text(.fromServer, "{\"type\":\"pong\",\"ts\":\(turn * 5_000)}")
    }
}
