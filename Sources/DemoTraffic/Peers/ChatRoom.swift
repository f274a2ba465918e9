import ByteStreams
import WebSocketWire

/// One of several people in a room that speaks Socket.IO: events with acknowledgements, broadcasts, and the protocol's
/// own heartbeats (2 and 3). Now and then one goes away (1001) and comes back.
struct ChatRoom: Peer {
    static let people = ["ana", "bo", "chen"]
    private static let pingInterval = 10_000
    /// Remarks between one departure and the next.
    private static let round = 60

    private var caller: Caller
    private var talk: Talk
    private let me: Int
    private var isPresent = false
    private var sincePing = 0

    /// A person by number. Everybody in the room has the same `talk`.
    init(_ caller: Caller, person: Int, talk: Talk) {
        self.caller = caller
        self.talk = talk
        me = person
    }

    mutating func write(_ scene: inout Scene) {
        let remark = talk.next()
        let place = remark.number % Self.round
        let isAway = me == 1 && (30..<36).contains(place)
        if isPresent == isAway {
            change(in: &scene, lasting: remark.pause)
        } else if isPresent {
            hear(remark, in: &scene)
        } else {
            scene.wait(remark.pause)
        }
    }

    private mutating func change(in scene: inout Scene, lasting pause: Int) {
        scene.later(10) { scene in
            if isPresent { scene.part(.fromClient, 1001, answerAfter: 24) } else { join(&scene) }
        }
        isPresent.toggle()
        scene.wait(pause)
    }

    private mutating func join(_ scene: inout Scene) {
        caller.call(in: &scene, answerAfter: 21)
        let id = caller.chance.hex(20)
        scene.text(
            .fromServer,
            "0{\"sid\":\"\(id)\",\"upgrades\":[],\"pingInterval\":\(Self.pingInterval),\"pingTimeout\":5000,"
                + "\"maxPayload\":1000000}")
        scene.wait(12)
        scene.text(.fromClient, "40{\"token\":\"demo-\(caller.chance.hex(8))\"}")
        scene.wait(14)
        scene.text(.fromServer, "40{\"sid\":\"\(caller.chance.hex(20))\"}")
        scene.wait(6)
        scene.text(.fromClient, "42[\"join\",{\"room\":\"lobby\",\"name\":\"\(Self.people[me])\"}]")
        sincePing = 0
    }

    private mutating func hear(_ remark: Talk.Remark, in scene: inout Scene) {
        let text = JSONWords.quoted(remark.text)
        scene.wait(remark.pause - 400)
        if remark.speaker == me {
            scene.text(.fromClient, "42\(remark.number)[\"say\",{\"room\":\"lobby\",\"text\":\(text)}]")
            scene.wait(16)
            scene.text(.fromServer, "43\(remark.number)[{\"ok\":true}]")
            scene.wait(84)
        } else {
            scene.later(19 + me) {
                $0.text(
                    .fromServer,
                    "42[\"said\",{\"room\":\"lobby\",\"from\":\"\(Self.people[remark.speaker])\",\"text\":\(text)}]")
            }
            scene.wait(100)
        }
        sincePing += remark.pause
        if sincePing >= Self.pingInterval {
            sincePing = 0
            scene.later(40) { $0.text(.fromServer, "2") }
            scene.later(62 + me) { $0.text(.fromClient, "3") }
        }
        scene.wait(300)
    }
}
