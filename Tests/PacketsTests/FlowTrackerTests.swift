import ByteStreams
import Testing

@testable import Packets

@Test(arguments: [false, true])
func `a connection tells its whole story, however often its packets are captured`(_ isDoubled: Bool) {
    let play = Playbook()
    play.isDoubled = isDoubled
    play.open()
    #expect(play.take() == [])
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.server, seq: 1, ack: 4, "answer")
    play.send(.client, "F", seq: 4, ack: 7)
    play.send(.server, seq: 7, ack: 5, "more")
    play.send(.server, "F", seq: 11, ack: 5)
    play.send(.client, seq: 5, ack: 12)
    #expect(
        play.take() == [
            "0 opened known 40000 to 80", "0 client ask", "0 server answer", "0 client finished", "0 server more",
            "0 server finished", "0 ended complete",
        ])
    #expect(play.finish() == [])
}

@Test func `events bear the time of the packet that made them so, the opening that of the first packet`() {
    let play = Playbook()
    play.showsTime = true
    play.now = 100
    play.open()
    play.now = 200
    play.send(.client, seq: 1, ack: 1, "ask")
    play.now = 300
    play.send(.server, seq: 1, ack: 4)
    #expect(
        play.finish() == ["100 0 opened known 40000 to 80", "200 0 client ask", "300 0 ended inputEnded"])
}

@Test func `a stream without a byte is not announced`() {
    let play = Playbook()
    play.open()
    play.send(.client, "F", seq: 1, ack: 1)
    play.send(.server, "F", seq: 1, ack: 2)
    play.clientPort += 1
    play.send(.client, "S", seq: 0)
    play.send(.server, "R", seq: 0, ack: 1)
    play.clientPort += 1
    play.send(.client, "S", seq: 0)
    #expect(play.finish() == [])
    #expect(play.tallies.streams == 0)
    #expect(play.tallies.implausibleResets == 0)
}

@Test func `a direction that finished without a byte has finished once the other speaks`() {
    let play = Playbook()
    play.open()
    play.send(.client, "F", seq: 1, ack: 1)
    play.send(.server, seq: 1, ack: 2, "hello")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client finished", "0 server hello"])
}

@Test func `data on SYN and SYN-ACK comes first`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0, "ask")
    play.send(.server, "S", seq: 0, ack: 4, "answer")
    play.send(.client, seq: 4, ack: 7, "more")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 server answer", "0 client more"])
}

@Test func `data on a SYN that is not taken comes once`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0, "ask")
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.client, seq: 1, ack: 1, "ask more")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 client  more"])
}

@Test func `a SYN-ACK captured before its SYN, with data on the SYN or without`() {
    let play = Playbook()
    play.send(.server, "S", seq: 0, ack: 4)
    play.send(.client, "S", seq: 0, "ask")
    play.send(.client, seq: 4, ack: 1, "more")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 client more"])

    let other = Playbook()
    other.clientPort = 80
    other.serverPort = 50_000
    other.send(.server, "S", seq: 0, ack: 1)
    other.send(.client, "S", seq: 0)
    other.send(.client, seq: 1, ack: 1, "ask")
    #expect(other.take() == ["0 opened known 80 to 50000", "0 client ask"])
}

@Test func `a SYN-ACK alone tells where both streams begin`() {
    let play = Playbook()
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.client, seq: 4, ack: 1, "def")
    play.send(.server, seq: 1, ack: 7, "hello")
    #expect(
        play.take() == ["0 opened known 40000 to 80", "0 client gap 3", "0 client def", "0 server hello"])
}

@Test func `a SYN sent again changes nothing`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0)
    play.send(.client, "S", seq: 0)
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.server, "S", seq: 0, ack: 1)
    play.send(.client, "S", seq: 0)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask"])
}

@Test func `in a handshake of four segments the first SYN tells the client`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0)
    play.send(.server, seq: 0, ack: 1)
    play.send(.server, "S", seq: 0)
    play.send(.client, "S", seq: 0, ack: 1)
    play.send(.server, seq: 1, ack: 1)
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.server, seq: 1, ack: 4, "answer")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 server answer"])
}

@Test func `without a SYN the first bytes begin the stream, and the higher port is the client`() {
    let play = Playbook()
    play.send(.server, seq: 700, ack: 300, "answer")
    play.send(.client, seq: 300, ack: 706, "ask")
    play.send(.client, seq: 290, ack: 706, "beforehand")
    #expect(play.take() == ["0 opened guessed 40000 to 80", "0 server answer", "0 client ask"])
    #expect(play.tallies.segmentsBeforeStart == 1)
    #expect(play.finish() == ["0 ended inputEnded"])
}

@Test func `of equal ports the first sender is the client`() {
    let play = Playbook()
    play.clientPort = 80
    play.send(.server, seq: 1, "hello")
    #expect(play.take() == ["0 opened guessed 80 to 80", "0 client hello"])
}

@Test func `a keep-alive that comes first begins nothing`() {
    let play = Playbook()
    play.send(.server, seq: 1, ack: 10)
    play.send(.client, seq: 9, ack: 1, "?")
    play.send(.client, seq: 10, ack: 1, "ask")
    #expect(play.take() == ["0 opened guessed 40000 to 80", "0 client ask"])
}

@Test func `one direction suffices`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0)
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.client, seq: 4, ack: 90, "more")
    play.send(.client, "F", seq: 8, ack: 90)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 client more", "0 client finished"])
    #expect(play.finish() == ["0 ended inputEnded"])
}

@Test func `a connection to itself does not stop the program`() {
    let play = Playbook()
    play.clientPort = 80
    play.send(.client, "S", seq: 0)
    play.send(.client, "S", seq: 0, ack: 0)
    play.send(.client, seq: 1, ack: 1, "ask")
    #expect(play.take() == ["0 opened known 80 to 80", "0 client ask"])
}

@Test(arguments: [false, true])
func `a RST settles what is missing and ends the stream`(_ isDoubled: Bool) {
    let play = Playbook()
    play.isDoubled = isDoubled
    play.open()
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.server, seq: 4, ack: 4, "wer")
    play.send(.server, "R", seq: 7, ack: 4, "out of order")
    play.send(.server, seq: 1, ack: 4, "ans")
    #expect(
        play.take() == [
            "0 opened known 40000 to 80", "0 client ask", "0 server gap 3", "0 server wer", "0 server aborted",
            "0 ended complete",
        ])
    #expect(play.tallies.segmentsAfterEnd == (isDoubled ? 2 : 1))
    #expect(play.finish() == [])
}

@Test func `a RST outside the window is a stranger's`() {
    let play = Playbook()
    play.send(.client, "S", seq: 0, scale: 0)
    play.send(.server, "S", seq: 0, ack: 1, scale: 0)
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.client, "R", seq: 4 + 65_536)
    play.send(.client, "R", seq: 4 - 65_536)
    play.send(.server, "R", seq: 1 << 30)
    play.send(.client, seq: 4, ack: 1, "more")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client ask", "0 client more"])
    #expect(play.tallies.implausibleResets == 3)
    play.send(.client, "R", seq: 8 + 65_535)
    #expect(play.take() == ["0 client aborted", "0 ended complete"])
    play.clientPort += 1
    play.send(.client, "R", seq: 1)
    #expect(play.tallies.implausibleResets == 4)
    #expect(play.connections == 1)
}

@Test func `a RST from a side that was never heard must fit what it acknowledges`() {
    let play = Playbook()
    play.send(.client, seq: 100, "ask")
    play.send(.server, "R", seq: 0, ack: 9_999_999)
    #expect(play.tallies.implausibleResets == 1)
    play.send(.server, "R", seq: 0, ack: 103)
    #expect(play.take() == ["0 opened guessed 40000 to 80", "0 client ask", "0 server aborted", "0 ended complete"])
}

@Test func `bytes that come late do not open a stream, until long after`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "ask")
    play.send(.client, "R", seq: 4)
    _ = play.take()
    play.send(.server, seq: 1, ack: 4, "late")
    #expect(play.take() == [])
    #expect(play.tallies.segmentsAfterEnd == 1)
    play.now += 60_000
    play.send(.server, seq: 900, ack: 4)
    #expect(play.take() == [])
    play.send(.server, seq: 900, ack: 4, "other")
    #expect(play.take() == ["1 opened guessed 40000 to 80", "1 server other"])
}

@Test func `at the end of the input streams end in the order of their announcement`() {
    let play = Playbook()
    let ports: [UInt16] = [40_003, 40_001, 40_002, 40_000]
    for port in ports {
        play.clientPort = port
        play.open()
        play.send(.client, seq: port == 40_000 || port == 40_001 ? 3 : 1, ack: 1, "ask")
    }
    #expect(play.take().count == 4)
    #expect(
        play.finish() == [
            "0 ended inputEnded", "1 ended inputEnded", "2 opened known 40001 to 80", "2 client gap 2", "2 client ask",
            "2 ended inputEnded", "3 opened known 40000 to 80", "3 client gap 2", "3 client ask", "3 ended inputEnded",
        ])
}

@Test func `a header that cannot be read is counted`() {
    var tracker = FlowTracker(limits: StreamLimits(), seed: 1)
    let wire = [UInt8](repeating: 0, count: 19)
    tracker.accept(
        wire.span.bytes, cut: 0, from: clientAddress, to: serverAddress, at: Timestamp(nanoseconds: 0)
    ) { _, _, _ in Issue.record("an event from nothing") }
    let tallies = tracker.tallies
    #expect(tallies.malformedSegments == 1)
    #expect(tallies.segments == 0)
}
