import ByteStreams
import TestKit
import Testing

@testable import Packets

/// A dissector fed with frames, and what each of its streams said.
private final class Listener {
    private var dissector: PacketDissector
    private(set) var said: [Int: [Direction: [UInt8]]] = [:]
    private(set) var ends: [Int: StreamEnd] = [:]
    private(set) var gaps = 0
    private(set) var faults: [String] = []
    private var slots: [Int: Int] = [:]
    private var number = 0

    init(limits: StreamLimits = StreamLimits()) {
        dissector = PacketDissector(limits: limits)
    }

    var tallies: StreamTallies { dissector.tallies }

    func hear(_ frame: [UInt8], at nanoseconds: Int64, length: Int? = nil) {
        number += 1
        let packet = CapturedPacket(
            number: number, time: Timestamp(nanoseconds: nanoseconds), linkType: LinkType(rawValue: 1),
            originalLength: length ?? frame.count)
        dissector.accept(packet, bytes: frame.span.bytes, deliver: note)
    }

    func finish() {
        dissector.finish(deliver: note)
        if !slots.isEmpty { faults.append("streams without an end") }
    }

    /// Keeps what is said, and checks that each stream opens, ends and holds its slot as it should.
    private func note(_ id: StreamID, _ time: Timestamp, _ event: borrowing StreamEvent) {
        let isKnown = slots[id.slot] == id.serial
        switch event {
        case .opened:
            if slots[id.slot] != nil || said[id.serial] != nil { faults.append("opened twice") }
            slots[id.slot] = id.serial
            said[id.serial] = [:]
        case _ where !isKnown:
            faults.append("an event outside its stream")
        case .bytes(let direction, let bytes):
            if bytes.isEmpty { faults.append("no bytes") }
            said[id.serial]?[direction, default: []] += bytes.copied
        case .gap(_, let count):
            if count <= 0 { faults.append("no gap") }
            gaps += 1
        case .ended(let end):
            ends[id.serial] = end
            slots[id.slot] = nil
        default: break
        }
    }
}

/// One side of a simulated connection: sends its text in pieces, and again what is not acknowledged.
private struct Peer {
    let text: [UInt8]
    let base: UInt32
    var acknowledged = 0
    var received: [Bool]
    var inOrder = 0

    init(text: [UInt8], base: UInt32, expecting count: Int) {
        self.text = text
        self.base = base
        received = [Bool](repeating: false, count: count)
    }

    mutating func receive(_ range: Range<Int>, acknowledging count: Int) {
        for index in range { received[index] = true }
        while inOrder < received.count, received[inOrder] { inOrder += 1 }
        acknowledged = max(acknowledged, count)
    }
}

/// A segment on its way: who sent it, which bytes, what it acknowledges.
private struct Flight {
    let fromClient: Bool
    let range: Range<Int>
    let acknowledging: Int
}

private func text(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
}

private func frame(_ flight: Flight, _ sender: Peer, _ receiver: Peer) -> [UInt8] {
    let ports: (UInt16, UInt16) = flight.fromClient ? (40_000, 80) : (80, 40_000)
    let segment = wireSegment(
        from: ports.0, to: ports.1, sequence: sender.base &+ 1 &+ UInt32(flight.range.lowerBound),
        acknowledgement: receiver.base &+ 1 &+ UInt32(flight.acknowledging),
        payload: Array(sender.text[flight.range]))
    return flight.fromClient
        ? ethernetFrame(segment, from: 1, to: 2) : ethernetFrame(segment, from: 2, to: 1)
}

@Test(arguments: 0..<12)
func `two peers that lose, reorder and repeat segments are understood`(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let texts = (text(1500, &random), text(1000, &random))
    var client = Peer(text: texts.0, base: .max - UInt32.random(in: 0...1500, using: &random), expecting: 1000)
    var server = Peer(text: texts.1, base: UInt32.random(in: 0...(.max), using: &random), expecting: 1500)
    let listener = Listener()
    var now: Int64 = 0
    for (isClient, base) in [(true, client.base), (false, server.base)] {
        let segment = wireSegment(
            from: isClient ? 40_000 : 80, to: isClient ? 80 : 40_000, sequence: base,
            acknowledgement: isClient ? nil : client.base &+ 1, flags: "S")
        listener.hear(ethernetFrame(segment, from: isClient ? 1 : 2, to: isClient ? 2 : 1), at: now)
    }
    var sky: [Flight] = []
    while client.acknowledged < 1500 || server.acknowledged < 1000 {
        now += 1_000_000
        let isClient = Bool.random(using: &random)
        let sender = isClient ? client : server
        let start = min(sender.text.count, sender.acknowledged + Int.random(in: 0...300, using: &random))
        let end = min(sender.text.count, start + Int.random(in: 0...200, using: &random))
        sky.append(Flight(fromClient: isClient, range: start..<end, acknowledging: sender.inOrder))
        guard sky.count > 3 else { continue }
        let flight = sky.remove(at: Int.random(in: 0..<sky.count, using: &random))
        guard Int.random(in: 0..<5, using: &random) > 0 else { continue }
        for _ in 0...(Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0) {
            listener.hear(
                frame(flight, flight.fromClient ? client : server, flight.fromClient ? server : client), at: now)
        }
        if flight.fromClient {
            server.receive(flight.range, acknowledging: flight.acknowledging)
        } else {
            client.receive(flight.range, acknowledging: flight.acknowledging)
        }
    }
    listener.finish()
    #expect(listener.faults == [])
    #expect(listener.gaps == 0)
    #expect(listener.said == [0: [.fromClient: texts.0, .fromServer: texts.1]])
    #expect(listener.ends == [0: .inputEnded])
    #expect(listener.tallies.conflicts == 0)
}

/// A segment of one of thirty connections, of any kind, mostly near the others of its stream.
private func randomFrame(_ random: inout SeededRandom) -> [UInt8] {
    let flags = ["", "", "", "", "", "", "S", "F", "R", "SF", "SR", "A"]
    let isNear = Int.random(in: 0..<20, using: &random) > 0
    let isClient = Bool.random(using: &random)
    let client = UInt16.random(in: 40_000..<40_030, using: &random)
    let segment = wireSegment(
        from: isClient ? client : 80, to: isClient ? 80 : client,
        sequence: UInt32.random(in: 0...(isNear ? 3000 : .max), using: &random),
        acknowledgement: Bool.random(using: &random) ? UInt32.random(in: 0...3000, using: &random) : nil,
        flags: flags.randomElement(using: &random) ?? "",
        scale: Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : nil,
        payload: (0..<Int.random(in: 0...120, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random) })
    return ethernetFrame(segment, from: isClient ? 1 : 2, to: isClient ? 2 : 1)
}

@Test func `mutated segments stop nothing, and every stream keeps its order of events`() {
    var random = SeededRandom(seed: 77)
    var limits = StreamLimits()
    limits.connections = 20
    limits.heldPerDirection = 4000
    limits.heldInAll = 20_000
    limits.remembered = 4096
    let listener = Listener(limits: limits)
    for turn in 0..<20_000 {
        var frame = randomFrame(&random)
        let length = frame.count
        for _ in 0..<Int.random(in: 0...2, using: &random) where turn % 3 == 0 {
            frame[Int.random(in: 12..<frame.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if turn % 11 == 0 { frame.removeLast(Int.random(in: 0..<frame.count, using: &random)) }
        let jump = turn % 5000 == 4999 ? Int64.random(in: (.min)...(.max), using: &random) : 0
        listener.hear(frame, at: jump == 0 ? Int64(turn) * 10_000_000 : jump, length: length)
    }
    listener.finish()
    #expect(listener.faults == [])
    #expect(listener.tallies.packets == 20_000)
    #expect(listener.tallies.conflicts > 0)
    #expect(listener.tallies.gaps > 0)
    #expect(listener.tallies.forgottenStreams > 0)
    #expect(listener.tallies.implausibleSegments > 0)
}

@Test func `a quiet interface settles what has waited long enough`() {
    var dissector = PacketDissector()
    var lines: [String] = []
    func note(_ id: StreamID, _ time: Timestamp, _ event: borrowing StreamEvent) { lines.append(described(event)) }
    for (sequence, text) in [(1, "abc"), (7, "ghi")] as [(UInt32, String)] {
        let segment = wireSegment(from: 40_000, to: 80, sequence: sequence, payload: Array(text.utf8))
        let frame = ethernetFrame(segment, from: 1, to: 2)
        let packet = CapturedPacket(
            number: 1, time: Timestamp(nanoseconds: 0), linkType: LinkType(rawValue: 1), originalLength: frame.count)
        dissector.accept(packet, bytes: frame.span.bytes, deliver: note)
    }
    dissector.advance(to: Timestamp(nanoseconds: 4_999_999_999), deliver: note)
    #expect(lines == ["opened guessed 40000 to 80", "client abc"])
    dissector.advance(to: Timestamp(nanoseconds: 5_000_000_000), deliver: note)
    #expect(lines.suffix(2) == ["client gap 3", "client ghi"])
    let tallies = dissector.tallies
    #expect(tallies.packets == 2)
    #expect(tallies.capturedBytes == 2 * (14 + 20 + 20 + 3))
}
