import ByteStreams
import Dissection
import Exporters
import TestKit
import Testing
import WebSocketWire

/// Events as a session file from a stranger may tell them, which contradict each other.
struct HostileEventsTests {
    static func number(_ random: inout SeededRandom) -> UInt64 {
        switch Int.random(in: 0...5, using: &random) {
        case 0: .max
        case 1: UInt64.random(in: 0 ... .max, using: &random)
        case 2: UInt64(Int.max)
        default: UInt64.random(in: 0...200, using: &random)
        }
    }

    static func integer(_ random: inout SeededRandom) -> Int {
        let wild = [Int.max, Int.min, 0, -1, Int.max - 1]
        if Int.random(in: 0...6, using: &random) == 0 { return wild.randomElement(using: &random) ?? 0 }
        return Int.random(in: 1...6, using: &random)
    }

    static func time(_ random: inout SeededRandom) -> Timestamp {
        let wild = [Int64.max, Int64.min, 0]
        if Int.random(in: 0...9, using: &random) == 0 {
            return Timestamp(nanoseconds: wild.randomElement(using: &random) ?? 0)
        }
        return Script.time(Int64.random(in: 0...100, using: &random))
    }

    static func trouble(_ random: inout SeededRandom) -> Message.Trouble {
        var trouble = Message.Trouble()
        trouble.missing = number(&random)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            trouble.holes.append(Hole(offset: number(&random), length: number(&random)))
        }
        trouble.isIncomplete = Bool.random(using: &random)
        trouble.doubt = Doubt(rawValue: UInt8.random(in: 0...15, using: &random))
        return trouble
    }

    static func message(_ batch: inout TrafficBatch, _ random: inout SeededRandom) {
        var message = RestoredMessage()
        message.connection = Int.random(in: 1...3, using: &random)
        message.number = integer(&random)
        message.time = time(&random)
        message.from = Direction.random(&random)
        message.opcode = Opcode(rawValue: UInt8.random(in: 0...15, using: &random))
        message.isCompressed = Bool.random(using: &random)
        message.isCapped = Bool.random(using: &random)
        message.frames = integer(&random)
        message.length = Bool.random(using: &random) ? number(&random) : nil
        message.wireLength = number(&random)
        message.textLength = Bool.random(using: &random) ? integer(&random) : nil
        if Bool.random(using: &random) { message.trouble = trouble(&random) }
        let bytes = Array(#"{"token":"abcdef","n":[1,2,3]}"#.utf8.prefix(Int.random(in: 0...40, using: &random)))
        let wire = Bool.random(using: &random) ? bytes : nil
        if let wire {
            batch.restore(message, payload: bytes.span.bytes, compressed: wire.span.bytes)
        } else {
            batch.restore(message, payload: bytes.span.bytes)
        }
    }

    static func frame(_ batch: inout TrafficBatch, _ random: inout SeededRandom) {
        batch.restore(
            Frame(
                connection: Int.random(in: 1...3, using: &random), message: integer(&random),
                number: integer(&random), time: time(&random), from: Direction.random(&random),
                header: FrameHeader(
                    first: UInt8.random(in: 0...255, using: &random), second: UInt8.random(in: 0...255, using: &random),
                    length: number(&random), key: 7)))
    }

    static func fill(_ batch: inout TrafficBatch, _ random: inout SeededRandom) {
        for _ in 0..<40 {
            switch Int.random(in: 0...12, using: &random) {
            case 0:
                let handshake =
                    Bool.random(using: &random) ? Sample.handshake("GET / HTTP/1.1\nUpgrade: websocket\n\n", nil) : nil
                batch.restore(Script.opening(handshake, connection: Int.random(in: 1...3, using: &random)))
            case 1:
                let outcomes: [ConnectionOutcome] = [.refused, .clean, .oneSided, .reset, .finished, .open, .aborted]
                batch.restore(
                    ConnectionClosing(
                        connection: Int.random(in: 1...3, using: &random), time: time(&random),
                        outcome: outcomes.randomElement(using: &random) ?? .open, by: nil, code: nil,
                        messages: PerDirection(), bytes: PerDirection()))
            case 2:
                batch.restore(
                    Finding(
                        connection: Int.random(in: 1...3, using: &random), message: integer(&random),
                        time: time(&random),
                        violation: Violation(StreamRules.bytesMissing, "3 bytes from the server are missing")))
            case 3...7: frame(&batch, &random)
            default: message(&batch, &random)
            }
        }
    }

    @Test(arguments: 1...12)
    func `whatever is told, a file comes out that can be read`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var fills: [(inout TrafficBatch) -> Void] = [{ batch in Script.open(&batch) }]
        for _ in 0..<5 {
            let start = random.next()
            fills.append { batch in
                var random = SeededRandom(seed: start)
                var wild = TrafficBatch()
                Self.fill(&wild, &random)
                var redactor = Redactor(key: [1, 2, 3])
                redactor.redact(wild, into: &batch)
            }
        }
        let export = PacketExport(budget: seed % 2 == 0 ? 2_000 : PcapngExporter.budget, fills)
        let (packets, error) = export.packets
        #expect(error == nil)
        #expect(!packets.isEmpty)
        #expect(export.bytes.count < 16_000_000)
        #expect(!export.story.lines(["open"]).isEmpty)
    }
}
