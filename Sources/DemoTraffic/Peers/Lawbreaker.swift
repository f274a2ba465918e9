import ByteStreams
import WebSocketWire

/// A client and a server of which one breaks a law of the protocol in every visit, another one each time.
struct Lawbreaker: Peer {
    /// The laws in turn.
    enum Offence: CaseIterable {
        case unmaskedFrame, reservedBit, invalidText, oneByteClose, fragmentedPing, maskedServerFrame, longPing
        case reservedOpcode, strayContinuation, wastefulLength, forbiddenCloseCode, frameAfterClose, sameMask, cutReason
    }

    private var caller: Caller
    private var visits = 0

    /// Whether not every offence was shown yet; after that they are rarer.
    private var isNew: Bool { visits <= Offence.allCases.count }

    init(_ caller: Caller) {
        self.caller = caller
    }

    mutating func write(_ scene: inout Scene) {
        let offence = Offence.allCases[visits % Offence.allCases.count]
        visits += 1
        caller.call(in: &scene, answerAfter: 17)
        scene.text(.fromClient, "hello from an old gateway")
        scene.wait(20)
        scene.text(.fromServer, "hello")
        scene.wait(caller.chance.pick(600...1_200))
        commit(offence, in: &scene)
        scene.wait(isNew ? 3_500 : 40_000)
    }

    private func commit(_ offence: Offence, in scene: inout Scene) {
        switch offence {
        case .oneByteClose: answered(OutgoingFrame(.close, [0x03]), in: &scene)
        case .forbiddenCloseCode: answered(OutgoingFrame(.close, Scene.closeBody(1006, "lost")), in: &scene)
        case .cutReason:
            answered(OutgoingFrame(.close, Scene.closeBody(1001, "") + [0xe2, 0x82]), in: &scene)
        case .frameAfterClose:
            scene.close(.fromClient, 1000)
            scene.wait(2)
            scene.text(.fromClient, "one more thing")
            scene.wait(15)
            scene.close(.fromServer, 1000)
            scene.wait(1)
            scene.hangUp()
        case .maskedServerFrame:
            var frame = OutgoingFrame(.text, Array("masked by a server".utf8))
            frame.masking = .reversed
            scene.add(.fromServer, .frame(frame))
            scene.wait(15)
            scene.part(.fromClient, 1002, "masked frame from server")
        case .sameMask:
            for text in ["once", "and again"] {
                var frame = OutgoingFrame(.text, Array(text.utf8))
                frame.masking = .key(0x1234_5678)
                scene.add(.fromClient, .frame(frame))
                scene.wait(100)
            }
            scene.part(.fromClient, 1000)
        case .unmaskedFrame, .reservedBit, .invalidText, .fragmentedPing, .longPing, .reservedOpcode,
            .strayContinuation, .wastefulLength:
            scene.add(.fromClient, .frame(Self.frame(of: offence)))
            scene.wait(15)
            let isText = offence == .invalidText
            scene.part(.fromServer, isText ? 1007 : 1002, isText ? "text is not UTF-8" : "protocol error")
        }
    }

    /// A Close frame of the client, to which the server answers.
    private func answered(_ frame: OutgoingFrame, in scene: inout Scene) {
        scene.add(.fromClient, .frame(frame))
        scene.wait(15)
        scene.close(.fromServer, 1002, "protocol error")
        scene.wait(1)
        scene.hangUp()
    }

    /// The frame of a client that breaks a law by itself.
    private static func frame(of offence: Offence) -> OutgoingFrame {
        var frame = OutgoingFrame(.text, Array("a frame as it should not be".utf8))
        switch offence {
        case .unmaskedFrame: frame.masking = .reversed
        case .reservedBit: frame.reservedBits = 2
        case .invalidText: frame.payload = Array("caf".utf8) + [0xe9, 0x20, 0xff, 0xfe]
        case .fragmentedPing: frame = OutgoingFrame(.ping, Array("in two".utf8), isFinal: false)
        case .longPing: frame = OutgoingFrame(.ping, Array(repeating: 0x2e, count: 126))
        case .reservedOpcode: frame.opcode = Opcode(rawValue: 3)
        case .strayContinuation: frame.opcode = .continuation
        case .wastefulLength: frame.lengthForm = .sixtyFour
        case .oneByteClose, .maskedServerFrame, .forbiddenCloseCode, .frameAfterClose, .sameMask, .cutReason: break
        }
        return frame
    }
}
