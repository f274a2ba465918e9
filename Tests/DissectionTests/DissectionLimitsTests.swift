import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection

struct DissectionLimitsTests {
    private static let mebibyte = [UInt8](repeating: 0x2a, count: 1 << 20)

    /// Feeds bytes to a stream of a dissector.
    private static func feed(
        _ bytes: [UInt8], _ direction: Direction = .fromServer, to slot: Int, of dissector: inout Dissector,
        into batch: inout TrafficBatch
    ) {
        dissector.accept(
            .bytes(direction, bytes.span.bytes), of: StreamID(slot: slot, serial: slot),
            at: Conversation.time(9), into: &batch)
    }

    private static func kept(_ batch: borrowing TrafficBatch) -> [Int: Int] {
        var kept: [Int: Int] = [:]
        for event in batch.events {
            if case .message(let message) = event {
                kept[message.connection] = batch.withBytes(of: message) { $0.byteCount }
            }
        }
        return kept
    }

    @Test func `payloads in progress share a budget, and the longest is capped first`() {
        var dissector = Dissector()
        var batch = TrafficBatch()
        for slot in 0..<4 {
            let talk = Conversation.upgraded()
            talk.play(to: &dissector, as: StreamID(slot: slot, serial: slot), into: &batch)
            let size = slot == 3 ? 2 << 20 : 14 << 20
            let header = Array(Wire.frame(.binary, [UInt8](repeating: 0, count: size)).prefix(10))
            Self.feed(header, to: slot, of: &dissector, into: &batch)
        }
        for round in 0..<13 {
            for slot in 0..<4 where slot < 3 || round < 2 {
                Self.feed(Self.mebibyte, to: slot, of: &dissector, into: &batch)
            }
        }
        for slot in 0..<3 {
            dissector.accept(
                .ended(.inputEnded), of: StreamID(slot: slot, serial: slot), at: Conversation.time(9), into: &batch)
        }
        let kept = Self.kept(batch)
        #expect(kept.count == 4)
        #expect(kept[4] == 2 << 20)
        #expect(kept.values.reduce(0, +) <= DissectionLimits.payloads)
        #expect((1...3).allSatisfy { kept[$0] ?? 0 > 1 << 20 })
        for event in batch.events {
            guard case .message(let message) = event else { continue }
            #expect(message.length == (message.connection == 4 ? 2 << 20 : 13 << 20))
            #expect(message.isCapped == (kept[message.connection] != Int(message.length ?? 0)))
        }
    }

    @Test func `the budget counts both forms of a compressed message`() {
        var random = SeededRandomBytes(seed: 1)
        let size = 20 << 20
        let wire = Wire.frame(.binary, Deflater().message(random.bytes(size)), rsv: 4)
        var options = DissectionOptions()
        options.keptPayload = .max
        var dissector = Dissector(options: options)
        var batch = TrafficBatch()
        Conversation.upgraded("permessage-deflate").play(
            to: &dissector, as: StreamID(slot: 0, serial: 0), into: &batch)
        for start in stride(from: 0, to: wire.count, by: 1 << 20) {
            Self.feed(Array(wire[start..<min(wire.count, start + 1 << 20)]), to: 0, of: &dissector, into: &batch)
        }
        guard case .message(let message)? = batch.events.last else {
            Issue.record("no message")
            return
        }
        #expect(message.length == UInt64(size))
        #expect(message.isCapped)
        #expect(Self.kept(batch)[1] ?? 0 <= DissectionLimits.payloads / 2)
    }

    @Test func `connections that rest take nothing of the budget`() {
        var dissector = Dissector()
        var batch = TrafficBatch()
        let rest = Wire.frame(.binary, [UInt8](repeating: 1, count: 8_000))
        for slot in 0..<5_000 {
            Conversation.upgraded().play(to: &dissector, as: StreamID(slot: slot, serial: slot), into: &batch)
            Self.feed(rest, to: slot, of: &dissector, into: &batch)
            batch.clear()
        }
        let last = Wire.frame(.binary, [UInt8](repeating: 2, count: 20_000))
        Self.feed(Array(last[..<10_000]), to: 0, of: &dissector, into: &batch)
        Self.feed(Array(last[10_000...]), to: 0, of: &dissector, into: &batch)
        #expect(Self.kept(batch) == [1: 20_000])
    }

    @Test func `a payload is capped where the caller says so`() {
        for cap in [0, 3, 125] {
            var options = DissectionOptions()
            options.keptPayload = cap
            var talk = Conversation.upgraded()
            talk.say(.fromClient, "wörld")
            talk.say(.fromServer, .ping, [1, 2, 3, 4])
            talk.end(.inputEnded)
            let text = cap == 0 ? "«» capped" : cap == 3 ? "«wö» capped" : "«wörld»"
            #expect(
                talk.told(options).dropFirst().dropLast() == [
                    "1.1 client text 6 \(text)", "1.2 server ping 4 <01020304>",
                ])
        }
    }

    @Test func `beyond the limit for early bytes frames are told without an answer`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        talk.say(.fromClient, "first")
        for _ in 0..<5 { talk.say(.fromClient, .binary, [UInt8](repeating: 1, count: 60_000)) }
        let early = talk.told()
        #expect(early.prefix(2) == ["open 1 52311→80 /chat", "1.1 client text 5 «first»"])
        #expect(early.count == 7)
    }

    @Test func `beyond the limit for early bytes anything else is given up`() {
        var talk = Conversation()
        talk.send(.fromClient, text: HTTPText.request())
        for _ in 0..<5 { talk.send(.fromClient, text: String(repeating: "no frames ", count: 6_000)) }
        talk.say(.fromServer, "late")
        talk.end(.inputEnded)
        #expect(talk.told() == ["open 1 52311→80 /chat", "close 1 open 0+0"])
    }

    @Test(arguments: [(1_023, true), (1_024, false)])
    func `requests wait for their answers up to a limit`(_ count: Int, _ isFound: Bool) {
        var talk = Conversation()
        talk.send(.fromClient, text: String(repeating: HTTPText.poll, count: count))
        talk.send(.fromClient, text: HTTPText.request())
        talk.end(.inputEnded)
        #expect(talk.told().isEmpty != isFound)
    }

    @Test func `the heads of waiting requests are kept up to a limit of bytes`() {
        var talk = Conversation()
        let long = HTTPText.poll.replacing("/poll", with: "/" + String(repeating: "p", count: 60_000))
        for _ in 0..<20 { talk.send(.fromClient, text: long) }
        talk.send(.fromClient, text: HTTPText.request())
        talk.end(.inputEnded)
        #expect(talk.told().isEmpty)
        var answered = Conversation()
        for _ in 0..<20 {
            answered.send(.fromClient, text: long)
            answered.send(.fromServer, text: HTTPText.answer("200 OK"))
        }
        answered.handshake()
        answered.end(.inputEnded)
        #expect(answered.told().first == "open 1 52311→80 /chat 101")
    }

    @Test(arguments: [(100_000, true), (200_000, true), (400_000, false)])
    func `frames are looked for within a limit of bytes`(_ noise: Int, _ isFound: Bool) {
        var talk = Conversation(.guessed)
        let text = [UInt8](String(repeating: "this is no frame at all. ", count: noise / 25).utf8)
        for start in stride(from: 0, to: text.count, by: 1_460) {
            talk.send(.fromServer, Array(text[start..<min(text.count, start + 1_460)]))
        }
        for index in 0..<8 { talk.say(.fromServer, "message number \(index)") }
        talk.end(.inputEnded)
        #expect(talk.told().isEmpty != isFound)
        if isFound { #expect(talk.told().contains { $0.contains("«message number 7»") }) }
    }

    @Test func `findings about one message are told up to a limit and then counted`() {
        var talk = Conversation.upgraded()
        talk.send(.fromClient, Wire.frame(.text, [0x61], fin: false))
        for _ in 0..<500 { talk.send(.fromClient, Wire.frame(.continuation, [0x61], fin: false)) }
        talk.send(.fromClient, Wire.frame(.continuation, [0x61]))
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        #expect(batch.rules.count == 65)
        #expect(batch.rules.last == "wscope-findings-omitted")
        guard case .finding(let last) = batch.events[batch.events.count - 2] else { return }
        #expect(last.violation.detail == "438 more about this message")
    }
}
