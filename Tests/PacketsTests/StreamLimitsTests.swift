import ByteStreams
import Testing

@testable import Packets

@Test func `one direction holds back no more than its limit`() {
    var limits = StreamLimits()
    limits.heldPerDirection = 1000
    let play = Playbook(limits: limits)
    play.open()
    for turn in 0..<3 {
        play.send(.client, seq: 11 + turn * 200, ack: 1, bytes: [UInt8](repeating: 97, count: 100))
    }
    #expect(play.take() == [])
    #expect(play.heldCost <= 1000)
    play.send(.client, seq: 11 + 3 * 200, ack: 1, bytes: [UInt8](repeating: 98, count: 300))
    let lines = play.take()
    #expect(
        lines == ["0 opened known 40000 to 80", "0 client gap 10", "0 client " + String(repeating: "a", count: 100)])
    #expect(play.tallies.gapsForRoom == 1)
    #expect(play.heldCost <= 1000)
}

@Test func `all directions together hold back no more than the limit, and the one that holds most gives up first`() {
    var limits = StreamLimits()
    limits.heldInAll = 4000
    let play = Playbook(limits: limits)
    for port in 0..<3 {
        play.clientPort = 40_000 + UInt16(port)
        play.open()
        play.send(.client, seq: 3, ack: 1, bytes: [UInt8](repeating: 97, count: port == 1 ? 1200 : 400))
    }
    #expect(play.take() == [])
    play.clientPort = 40_000
    play.send(.client, seq: 5000, ack: 1, bytes: [UInt8](repeating: 98, count: 1400))
    let first = play.take()
    #expect(first.first == "0 opened known 40000 to 80")
    #expect(play.heldCost <= 3000)
    play.clientPort = 40_003
    play.open()
    play.send(.client, seq: 3, ack: 1, bytes: [UInt8](repeating: 97, count: 1300))
    #expect(play.heldCost <= 4000)
    #expect(play.tallies.gapsForRoom > 0)
}

@Test func `no more connections are known than the limit, and the one idle longest is forgotten`() {
    var limits = StreamLimits()
    limits.connections = 3
    let play = Playbook(limits: limits)
    for port in 0..<3 {
        play.clientPort = 40_000 + UInt16(port)
        play.open()
        play.send(.client, seq: 1, ack: 1, "ask")
    }
    play.clientPort = 40_001
    play.send(.client, "R", seq: 4)
    play.clientPort = 40_000
    play.send(.client, seq: 4, ack: 1, "more")
    _ = play.take()
    play.clientPort = 40_003
    play.send(.client, seq: 1, "ask")
    #expect(play.take() == ["3 opened guessed 40003 to 80", "3 client ask"])
    play.clientPort = 40_004
    play.send(.client, seq: 1, "ask")
    #expect(play.take() == ["2 ended forgotten", "4 opened guessed 40004 to 80", "4 client ask"])
    #expect(play.connections == 3)
    #expect(play.tallies.forgottenStreams == 1)
}

@Test func `a limit of no connection at all is one`() {
    var limits = StreamLimits()
    limits.connections = 0
    limits.remembered = 0
    let play = Playbook(limits: limits)
    play.send(.client, seq: 1, "ask")
    play.clientPort += 1
    play.send(.client, seq: 1, "ask")
    #expect(play.connections == 1)
    #expect(play.take().count == 5)
}

@Test func `patience and afterlife are as long as told`() {
    var limits = StreamLimits()
    limits.patience = 10_000_000
    limits.afterlife = 20_000_000
    let play = Playbook(limits: limits)
    play.open()
    play.send(.client, seq: 3, ack: 1, "ask")
    play.now = 13
    play.send(.server, seq: 1, ack: 1)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client gap 2", "0 client ask"])
    play.send(.client, "R", seq: 6)
    play.now = 34
    play.send(.client, seq: 6, "more")
    #expect(play.take() == ["0 client aborted", "0 ended complete", "1 opened guessed 40000 to 80", "1 client more"])
}

@Test func `only what is still remembered is compared`() {
    var limits = StreamLimits()
    limits.remembered = 4096
    let play = Playbook(limits: limits)
    play.open()
    let block = [UInt8](repeating: 97, count: 1000)
    for turn in 0..<6 { play.send(.client, seq: 1 + turn * 1000, ack: 1, bytes: block) }
    play.send(.client, seq: 1, ack: 1, "bb")
    #expect(play.tallies.conflicts == 0)
    play.send(.client, seq: 5001, ack: 1, "bb")
    #expect(play.tallies.conflicts == 1)
}
