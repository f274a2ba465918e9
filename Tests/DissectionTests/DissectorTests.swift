import ByteStreams
import Dissection
import TestKit
import Testing
import WebSocketWire

struct DissectorTests {
    @Test func `connections are numbered as they are recognised, not as they begin`() {
        var dissector = Dissector()
        var batch = TrafficBatch()
        var late = Conversation.upgraded()
        late.end(.inputEnded)
        var early = Conversation()
        early.steps = [late.steps[0]]
        early.play(to: &dissector, as: StreamID(slot: 0, serial: 0), into: &batch)
        late.play(to: &dissector, as: StreamID(slot: 1, serial: 1), into: &batch)
        late.steps.removeFirst()
        late.play(to: &dissector, as: StreamID(slot: 0, serial: 0), into: &batch)
        #expect(
            batch.lines == [
                "open 1 52311→80 /chat 101", "close 1 open 0+0", "open 2 52311→80 /chat 101", "close 2 open 0+0",
            ])
    }

    @Test func `a slot that is opened again ends the stream before`() {
        var dissector = Dissector()
        var batch = TrafficBatch()
        for serial in 0..<2 {
            Conversation.upgraded().play(to: &dissector, as: StreamID(slot: 0, serial: serial), into: &batch)
        }
        #expect(
            batch.lines == ["open 1 52311→80 /chat 101", "close 1 aborted 0+0", "open 2 52311→80 /chat 101"])
    }

    @Test(arguments: [-1, 3, 1_000_000])
    func `events of unknown streams are nothing`(_ slot: Int) {
        var dissector = Dissector()
        var batch = TrafficBatch()
        var talk = Conversation.upgraded()
        talk.lose(.fromClient, 3)
        talk.steps.append(.conflict(.fromClient, offset: 0, count: 1))
        talk.steps.append(.aborted(.fromClient))
        talk.finish(.fromClient)
        talk.steps.removeFirst()
        talk.play(to: &dissector, as: StreamID(slot: slot, serial: 0), into: &batch)
        #expect(batch.lines == [])
    }

    @Test func `an unknown number of lost bytes ends the message in progress, and frames are looked for`() {
        var talk = Conversation.upgraded()
        let frame = talk.frame(.fromServer, .text, Array("hello, world".utf8))
        talk.send(.fromServer, Array(frame.prefix(6)))
        talk.steps.append(.lost(.fromServer))
        for number in 0..<6 { talk.say(.fromServer, .text, Array("{\"number\":\(number)}".utf8)) }
        talk.end(.complete)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        #expect(batch.messageLines.count == 7)
        #expect(batch.rules.contains("wscope-bytes-missing"))
        #expect(batch.rules.contains("wscope-resynchronised"))
    }

    @Test func `notes of the transport are findings of the next connection, or of the one in hand`() {
        var talk = Conversation()
        talk.steps.append(.secured(StreamSecurity()))
        talk.steps.append(.noted(StreamNote(.recordsLost, "early")))
        talk.handshake()
        talk.steps.append(.noted(StreamNote(.alert, "late")))
        talk.end(.complete)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        #expect(batch.rules.prefix(2) == ["wscope-tls-records-lost", "rfc8446-6-alert"])
        guard case .opened(let opening) = batch[0] else {
            Issue.record("no opening")
            return
        }
        #expect(opening.carrier == .secured)
    }

    /// Sizes that gaps and conflicts may claim.
    private static let sizes = [0, -1, 1, 2, 5, 14, 60, 1_460, 65_536, .max, .min, 1 << 40]

    @Test(arguments: 0..<24)
    func `no sequence of events stops the program, and every connection has one opening and one end`(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed) &+ 77)
        var options = DissectionOptions()
        options.tellsFrames = Bool.random(using: &random)
        options.decodeAs = seed.isMultiple(of: 3) ? [80: seed.isMultiple(of: 2)] : [:]
        options.keptPayload = [0, 5, 1_000, .max].randomElement(using: &random) ?? 0
        var dissector = Dissector(options: options)
        var batch = TrafficBatch()
        var judge = StoryJudge()
        for _ in 0..<60 {
            let slots = [-1] + (0..<4)
            for step in Self.steps(&random) {
                var talk = Conversation()
                talk.steps = [step]
                let slot = slots.randomElement(using: &random) ?? 0
                talk.play(to: &dissector, as: StreamID(slot: slot, serial: 0), into: &batch)
            }
            judge.judge(batch)
            batch.clear()
        }
        for slot in 0..<4 {
            dissector.accept(
                .ended(.inputEnded), of: StreamID(slot: slot, serial: 0), at: Conversation.time(0), into: &batch)
        }
        judge.judge(batch)
        judge.judgeEnd()
    }

    /// A conversation whose steps are mutated, dropped, doubled and mixed with others.
    private static func steps(_ random: inout SeededRandom) -> [Conversation.Step] {
        var talk = Conversation(Bool.random(using: &random) ? .known : .guessed, swapped: Bool.random(using: &random))
        let isCompressed = Bool.random(using: &random)
        if Int.random(in: 0..<3, using: &random) > 0 { talk.handshake(isCompressed ? "permessage-deflate" : nil) }
        let deflater = Deflater()
        for _ in 0..<Int.random(in: 0..<8, using: &random) {
            let direction: Direction = Bool.random(using: &random) ? .fromClient : .fromServer
            let length = [0, 1, 2, 20, 130, 3_000].randomElement(using: &random) ?? 0
            let payload = (0..<length).map { UInt8(truncatingIfNeeded: 0x61 + $0 % 20) }
            let opcode = Opcode(rawValue: [0, 1, 1, 2, 2, 8, 9, 10, 3, 15].randomElement(using: &random) ?? 1)
            let packed = isCompressed && opcode == .text
            talk.say(
                direction, opcode, packed ? deflater.message(payload) : payload,
                fin: Int.random(in: 0..<4, using: &random) > 0, rsv: packed ? 4 : 0)
        }
        if Bool.random(using: &random) { talk.closeBoth() }
        var steps: [Conversation.Step] = []
        for step in talk.steps {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: break
            case 1: steps += [step, step]
            case 2: steps += [step, disturbance(&random)]
            case 3, 4: steps += [mutated(step, &random)]
            default: steps.append(step)
            }
        }
        return steps
    }

    private static func disturbance(_ random: inout SeededRandom) -> Conversation.Step {
        let direction: Direction = Bool.random(using: &random) ? .fromClient : .fromServer
        let size = sizes.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return .finished(direction)
        case 1: return .aborted(direction)
        case 2:
            return .ended([.complete, .replaced, .inputEnded, .forgotten].randomElement(using: &random) ?? .complete)
        case 3: return .conflict(direction, offset: size, count: sizes.randomElement(using: &random) ?? 0)
        case 4: return .bytes(direction, [])
        case 5: return .lost(direction)
        case 6: return .noted(StreamNote(.recordsLost, "lost"))
        default: return .gap(direction, size)
        }
    }

    private static func mutated(_ step: Conversation.Step, _ random: inout SeededRandom) -> Conversation.Step {
        guard case .bytes(let direction, var bytes) = step, !bytes.isEmpty else { return step }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[index] = .random(in: 0...255, using: &random)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: bytes.replaceSubrange(index..., with: bytes[index...].reversed())
            default: bytes.insert(.random(in: 0...255, using: &random), at: index)
            }
        }
        return .bytes(direction, bytes)
    }
}

/// Checks what is true of every story: connections are numbered from 1, open once, end once, and nothing is told of them
/// before or after; messages have numbers of their own.
struct StoryJudge {
    private var opened: Set<Int> = []
    private var closed: Set<Int> = []
    private var messages: Set<[Int]> = []

    mutating func judge(_ batch: borrowing TrafficBatch) {
        for event in batch.events {
            switch event {
            case .opened(let opening):
                #expect(opened.insert(opening.connection).inserted)
                if let confidence = opening.confidence { #expect((0...1).contains(confidence)) }
            case .closed(let closing):
                #expect(opened.contains(closing.connection))
                #expect(closed.insert(closing.connection).inserted)
            case .message(let message):
                #expect(isOpen(message.connection))
                #expect(messages.insert([message.connection, message.number]).inserted)
                let kept = batch.withBytes(of: message) { $0.byteCount }
                if let length = message.length, !message.isCapped, !message.hasTrouble {
                    #expect(UInt64(kept) == length)
                }
                if let text = message.textLength { #expect(text <= kept) }
            case .frame(let frame): #expect(isOpen(frame.connection))
            case .finding(let finding): #expect(isOpen(finding.connection))
            }
        }
    }

    private func isOpen(_ connection: Int) -> Bool {
        opened.contains(connection) && !closed.contains(connection)
    }

    func judgeEnd() {
        #expect(opened == closed)
        #expect(opened == Set(1...max(1, opened.count)) || opened.isEmpty)
    }
}
