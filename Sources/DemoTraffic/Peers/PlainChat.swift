import ByteStreams
import WebSocketWire

/// One of two people in a room of plain text lines, whatever characters are in them; one offers a subprotocol, to which
/// the server agrees. The server pings.
struct PlainChat: Peer {
    static let people = ["mallory", "dara"]

    private var caller: Caller
    private var talk: Talk
    private let me: Int
    private var isOpen = false

    /// A person by number. Both have the same `talk`.
    init(_ caller: Caller, person: Int, talk: Talk) {
        self.caller = caller
        self.talk = talk
        me = person
    }

    mutating func write(_ scene: inout Scene) {
        guard isOpen else {
            isOpen = true
            scene.later(10) { scene in
                caller.call(in: &scene, answerAfter: 35)
                scene.text(.fromClient, "NICK \(Self.people[me])")
                scene.wait(30)
                scene.text(.fromServer, "WELCOME \(Self.people[me]), 2 here")
            }
            return scene.wait(500)
        }
        let remark = talk.next()
        scene.wait(remark.pause - 200)
        if remark.speaker == me {
            scene.text(.fromClient, remark.text)
        } else {
            scene.later(33) { $0.text(.fromServer, "<\(Self.people[remark.speaker])> \(remark.text)") }
        }
        if remark.number % 6 == 0 {
            let payload = Array("chat-\(remark.number)".utf8)
            scene.later(60) { scene in
                scene.heartbeat(from: .fromServer, payload, roundTrip: caller.chance.pick(31_000...38_000))
            }
        }
        scene.wait(200)
    }
}
