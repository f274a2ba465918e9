import ByteStreams
import Testing

@testable import Packets

private let ends = FlowKey.key(from: clientAddress, 40_000, to: serverAddress, 80)

private func segment(_ flags: String, _ sequence: UInt32, ack: UInt32? = nil) throws -> TCPSegment {
    let wire = wireSegment(from: 40_000, to: 80, sequence: sequence, acknowledgement: ack, flags: flags)
    return try #require(TCPSegment(wire, cut: 0))
}

/// A connection whose client has sent a SYN numbered 99, and ten bytes.
private func openFlow() throws -> Flow {
    var flow = Flow(key: ends.key, sender: ends.sender, at: Timestamp(nanoseconds: 0))
    flow.noteOpening(try segment("S", 99), from: ends.sender, shift: 0)
    flow[ends.sender].advance(by: 10)
    flow.phase = .open
    return flow
}

@Test(
    arguments: [
        (99, .part), (100, .stray), (110 + 65_534, .stray), (110 + 65_535, .successor),
        (UInt32.max - 70_000, .successor),
    ] as [(UInt32, SegmentRelation)])
func `a SYN to a living connection belongs to it, replaces it or belongs to nothing`(
    _ sequence: UInt32, _ expected: SegmentRelation
) throws {
    #expect(SegmentRelation.ofOpening(try segment("S", sequence), from: ends.sender, to: try openFlow()) == expected)
}

@Test func `after the end any other SYN opens a connection`() throws {
    var flow = try openFlow()
    flow.phase = .over
    #expect(SegmentRelation.ofOpening(try segment("S", 99), from: ends.sender, to: flow) == .part)
    #expect(SegmentRelation.ofOpening(try segment("S", 100), from: ends.sender, to: flow) == .successor)
    #expect(SegmentRelation.ofOpening(try segment("S", 7, ack: 1), from: ends.sender.opposite, to: flow) == .successor)
}

@Test func `both sides may open one connection`() throws {
    let flow = try openFlow()
    #expect(SegmentRelation.ofOpening(try segment("S", 7), from: ends.sender.opposite, to: flow) == .part)
    #expect(SegmentRelation.ofOpening(try segment("S", 7, ack: 100), from: ends.sender.opposite, to: flow) == .part)
}

@Test func `a SYN after bytes without one is late or opens a connection`() throws {
    var flow = Flow(key: ends.key, sender: ends.sender, at: Timestamp(nanoseconds: 0))
    flow[ends.sender].start(at: SequenceNumber(rawValue: 5_000_000))
    flow[ends.sender].advance(by: 100)
    flow[ends.sender].windowShift = 0
    flow[ends.sender.opposite].windowShift = 0
    flow.phase = .open
    #expect(SegmentRelation.ofOpening(try segment("S", 4_999_999), from: ends.sender, to: flow) == .part)
    #expect(SegmentRelation.ofOpening(try segment("S", 4_999_000), from: ends.sender, to: flow) == .stray)
    #expect(SegmentRelation.ofOpening(try segment("S", 1), from: ends.sender, to: flow) == .successor)
    #expect(SegmentRelation.ofOpening(try segment("S", 1), from: ends.sender.opposite, to: flow) == .successor)
    #expect(SegmentRelation.ofOpening(try segment("S", 1, ack: 9), from: ends.sender.opposite, to: flow) == .part)
}

@Test(
    arguments: [
        (110, .part), (110 + 65_535, .part), (110 + 65_536, .stray), (UInt32(110) &- 65_535, .part),
        (UInt32(110) &- 65_536, .stray),
    ] as [(UInt32, SegmentRelation)])
func `a RST belongs to a connection within its window`(_ sequence: UInt32, _ expected: SegmentRelation) throws {
    var flow = try openFlow()
    flow[ends.sender.opposite].windowShift = 0
    #expect(SegmentRelation.ofReset(try segment("R", sequence), from: ends.sender, to: flow) == expected)
}

@Test(arguments: [false, true])
func `addresses and ports used again after the end are a new connection`(_ isDoubled: Bool) {
    let play = Playbook()
    play.isDoubled = isDoubled
    for serial in 0..<3 {
        play.open()
        play.send(.client, "F", seq: 1, ack: 1, "ask")
        play.send(.server, "F", seq: 1, ack: 5, "answer")
        play.send(.client, seq: 5, ack: 8)
        #expect(
            play.take() == [
                "\(serial) opened known 40000 to 80", "\(serial) client ask", "\(serial) client finished",
                "\(serial) server answer", "\(serial) server finished", "\(serial) ended complete",
            ])
        play.send(.client, "S", seq: 0)
        play.send(.server, "S", seq: 0, ack: 1)
        #expect(play.connections == 1)
        play.clientBase &+= 100
        play.serverBase &+= 100
    }
}

@Test func `a SYN with another number replaces a connection that never ended`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.client, seq: 7, ack: 1, "late")
    _ = play.take()
    play.clientBase &+= 1 << 28
    play.serverBase &+= 1 << 27
    play.open()
    play.send(.client, seq: 1, ack: 1, "again")
    #expect(
        play.take() == [
            "0 client gap 3", "0 client late", "0 ended replaced", "1 opened known 40000 to 80", "1 client again",
        ])
}

@Test func `a SYN-ACK with another number replaces a connection too`() {
    let play = Playbook()
    play.open()
    play.send(.server, seq: 1, ack: 1, "hello")
    play.clientBase &+= 1 << 28
    play.serverBase &+= 1 << 27
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.server, seq: 1, ack: 1, "again")
    #expect(
        play.take() == [
            "0 opened known 40000 to 80", "0 server hello", "0 ended replaced", "1 opened known 40000 to 80",
            "1 server again",
        ])
}

@Test func `a SYN in the window of a living connection is a stranger's`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.client, "S", seq: 500)
    play.send(.client, seq: 4, ack: 1, "more")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 client more"])
    #expect(play.tallies.implausibleOpenings == 1)
}
