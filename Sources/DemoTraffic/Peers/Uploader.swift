import ByteStreams
import WebSocketWire

/// Sends a file as one binary message in many fragments, with pings between them; rarely the server sends a file of a
/// megabyte in one frame.
struct Uploader: Peer {
    static let fragments = 24
    static let fragment = 4_096
    static let large = 1 << 20
    /// Of so many visits one brings the large file: the second, and then every so many.
    private static let round = 20

    private var caller: Caller
    private var visits = 0

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        visits += 1
        caller.call(in: &scene, answerAfter: 33)
        if visits % Self.round == 2 { download(&scene) } else { upload(&scene) }
        scene.wait(200)
        scene.part(.fromClient, 1000, "done")
        scene.wait(caller.chance.pick(14_000...20_000))
    }

    private mutating func upload(_ scene: inout Scene) {
        let size = Self.fragments * Self.fragment
        scene.text(.fromClient, "{\"upload\":\"picture-\(visits).png\",\"size\":\(size)}")
        scene.wait(30)
        scene.text(.fromServer, "{\"ready\":true}")
        var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        file += caller.chance.bytes(size - file.count)
        for index in 0..<Self.fragments {
            scene.wait(caller.chance.pick(120...260))
            let piece = Array(file[index * Self.fragment..<(index + 1) * Self.fragment])
            let opcode: Opcode = index == 0 ? .binary : .continuation
            scene.add(
                .fromClient, .frame(OutgoingFrame(opcode, piece, isFinal: index == Self.fragments - 1)))
            if index % 10 == 5 {
                scene.wait(10)
                scene.heartbeat(
                    from: .fromClient, Array("after \(index + 1)".utf8),
                    roundTrip: caller.chance.pick(29_000...36_000))
            }
        }
        scene.wait(45)
        scene.text(.fromServer, "{\"received\":\(size),\"id\":\"\(caller.chance.hex(16))\"}")
    }

    private mutating func download(_ scene: inout Scene) {
        scene.text(.fromClient, "{\"download\":\"map.bin\"}")
        scene.wait(90)
        scene.binary(.fromServer, caller.chance.bytes(Self.large))
        scene.wait(400)
        scene.text(.fromClient, "{\"received\":\(Self.large)}")
    }
}
