import ByteStreams
import TestKit
import Testing

@testable import Packets

private struct Piece {
    let offset: Int
    let bytes: [UInt8]
}

private func permutations(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(of: count - 1).flatMap { shorter in
        (0...shorter.count).map { Array(shorter[..<$0]) + [count - 1] + Array(shorter[$0...]) }
    }
}

/// What must come out: the first copy of each byte, and a dot for each missing one.
private func oracle(_ pieces: [Piece]) -> (text: String, differing: Int) {
    var map: [Int: UInt8] = [:]
    var differing = 0
    for piece in pieces {
        for (index, byte) in piece.bytes.enumerated() {
            if let known = map[piece.offset + index] {
                differing += known == byte ? 0 : 1
            } else {
                map[piece.offset + index] = byte
            }
        }
    }
    let end = (map.keys.max() ?? -1) + 1
    return (String(decoding: (0..<end).map { map[$0] ?? UInt8(ascii: ".") }, as: UTF8.self), differing)
}

/// The bytes of a playbook's client, a dot for each missing one, and the bytes of its conflicts.
private func outcome(_ lines: [String]) -> (text: String, differing: Int) {
    var text = ""
    var differing = 0
    for line in lines {
        let words = line.split(separator: " ")
        guard words.count > 2, words[1] == "client" else { continue }
        switch words[2] {
        case "gap": text += String(repeating: ".", count: Int(words[3]) ?? 0)
        case "conflict": differing += Int(words[3].split(separator: "+")[1]) ?? 0
        default: text += words[2]
        }
    }
    return (text, differing)
}

/// Four segments at any of these starts and lengths, in a stream of eight bytes.
private let shapes = [(0, 2), (0, 5), (1, 3), (2, 2), (2, 5), (3, 5), (4, 4), (6, 2)]

@Test(arguments: shapes.indices)
func `any four overlapping segments in any order give the first copy of each byte`(_ first: Int) {
    let orders = permutations(of: 4)
    for second in first..<shapes.count {
        for third in second..<shapes.count {
            for fourth in third..<shapes.count {
                let chosen = [first, second, third, fourth].enumerated().map { index, shape in
                    let (offset, count) = shapes[shape]
                    return Piece(
                        offset: offset, bytes: (0..<count).map { UInt8(97 + (offset + $0) % 4 + index % 2 * 10) })
                }
                for order in orders {
                    check(order.map { chosen[$0] }, base: .max - 4)
                }
            }
        }
    }
}

private func check(_ pieces: [Piece], base: UInt32) {
    let play = Playbook()
    play.clientBase = base
    play.send(.client, "S", seq: 0)
    for piece in pieces { play.send(.client, seq: 1 + piece.offset, bytes: piece.bytes) }
    let expected = oracle(pieces)
    let seen = outcome(play.finish())
    guard seen != expected else { return }
    Issue.record("\(pieces) gave \(seen), not \(expected)")
}

@Test func `the circle of sequence numbers closes at any place`() {
    for base in 0...40 {
        for order in permutations(of: 4) {
            let pieces = [(0, 8), (6, 4), (10, 6), (12, 8)].map { offset, count in
                Piece(offset: offset, bytes: (0..<count).map { UInt8(97 + offset + $0) })
            }
            check(order.map { pieces[$0] }, base: .max - UInt32(base))
        }
    }
}

@Test func `a stream cut in any way is the same stream`() {
    let text = Array("the quick brown fox".utf8)
    forEveryChunking(of: text) { chunks in
        let play = Playbook()
        play.send(.client, "S", seq: 0)
        var sequence = 1
        for chunk in chunks {
            play.send(.client, seq: sequence, bytes: chunk)
            sequence += chunk.count
        }
        let bytes = play.finish().filter { $0.contains("client") }.map { $0.dropFirst("0 client ".count) }.joined()
        #expect(bytes == "the quick brown fox")
    }
}

@Test func `a stream over 4 GiB keeps its offsets`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "a")
    _ = play.take()
    var sequence = 2
    let step = 1 << 29
    for _ in 0..<10 {
        sequence += step
        play.send(.client, seq: sequence, ack: 1, "x")
        play.send(.server, seq: 1, ack: sequence + 1)
        #expect(play.take() == ["0 client gap \(step)", "0 client x"])
        sequence += 1
    }
    play.send(.client, seq: sequence, ack: 1, "same")
    play.send(.client, seq: sequence, ack: 1, "some")
    #expect(play.take() == ["0 client same", "0 client conflict \(sequence - 1 + 1)+1"])
    #expect(sequence > 1 << 32)
}

@Test func `missing bytes are waited for until something behind them is acknowledged`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, seq: 7, ack: 1, "ghi")
    play.send(.server, seq: 1, ack: 4)
    play.send(.server, seq: 1, ack: 7)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc"])
    play.send(.server, seq: 1, ack: 8)
    #expect(play.take() == ["0 client gap 3", "0 client ghi"])
    play.send(.client, seq: 4, ack: 1, "def")
    #expect(play.take() == [])
}

@Test func `missing bytes that had been acknowledged before are not waited for`() {
    let play = Playbook()
    play.open()
    play.send(.server, seq: 1, ack: 7)
    play.send(.client, seq: 7, ack: 1, "ghi")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client gap 6", "0 client ghi"])
}

@Test func `a hole that is filled is no gap, and its bytes count from then`() {
    let play = Playbook()
    play.showsTime = true
    play.open()
    play.send(.client, seq: 4, ack: 1, "def")
    play.now = 50
    play.send(.client, seq: 1, ack: 1, "abc")
    #expect(play.take() == ["0 0 opened known 40000 to 80", "50 0 client abc", "50 0 client def"])
}

@Test func `a FIN behind missing bytes waits like they do`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, "F", seq: 7, ack: 1)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc"])
    play.send(.client, seq: 4, ack: 1, "def")
    #expect(play.take() == ["0 client def", "0 client finished"])

    let other = Playbook()
    other.open()
    other.send(.client, "F", seq: 4, ack: 1, "def")
    other.send(.server, seq: 1, ack: 8)
    #expect(other.take() == ["0 opened known 40000 to 80", "0 client gap 3", "0 client def", "0 client finished"])
}

@Test func `after five seconds of packet time nobody waits for missing bytes any more`() {
    let play = Playbook()
    play.showsTime = true
    play.open()
    play.send(.client, seq: 4, ack: 1, "def")
    play.now = 3000
    play.send(.client, seq: 10, ack: 1, "jkl")
    play.now = 5002
    play.send(.server, seq: 1, ack: 1)
    #expect(play.take() == [])
    play.send(.server, seq: 1, ack: 1)
    #expect(play.take() == ["0 0 opened known 40000 to 80", "5003 0 client gap 3", "5003 0 client def"])
    play.now = 10_010
    play.send(.server, seq: 1, ack: 1)
    #expect(play.take() == ["10010 0 client gap 3", "10010 0 client jkl"])
}

@Test func `what the snap length cuts off is missing, unless it comes again`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc", cut: 3)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc"])
    play.send(.client, seq: 1, ack: 1, "abcdef")
    #expect(play.take() == ["0 client def"])
    play.send(.client, seq: 7, ack: 1, "ghi", cut: 3)
    play.send(.client, seq: 13, ack: 1, "mno", cut: 3)
    play.send(.server, seq: 1, ack: 14)
    #expect(play.take() == ["0 client ghi", "0 client gap 3", "0 client mno"])
    play.send(.server, seq: 1, ack: 19)
    #expect(play.take() == ["0 client gap 3"])
    play.send(.client, seq: 19, ack: 1, "", cut: 5)
    #expect(play.finish() == ["0 client gap 5", "0 ended inputEnded"])
    #expect(play.tallies.cutSegments == 4)
}

@Test func `a keep-alive is no conflict, whatever its byte`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 0, ack: 1, "?")
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, seq: 3, ack: 1, "?")
    play.send(.client, seq: 3, ack: 1)
    play.send(.client, seq: 7, ack: 1, "ghi")
    play.send(.client, seq: 9, ack: 1, "?")
    play.send(.client, "F", seq: 10, ack: 1)
    play.send(.client, seq: 10, ack: 1, "?")
    play.send(.client, seq: 4, ack: 1, "def")
    #expect(
        play.finish() == [
            "0 opened known 40000 to 80", "0 client abc", "0 client def", "0 client ghi", "0 client finished",
            "0 ended inputEnded",
        ])
    #expect(play.tallies.conflicts == 0)
}

@Test func `a zero-window probe brings the next byte, once`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.server, seq: 1, ack: 4, window: 0)
    play.send(.client, seq: 4, ack: 1, "d")
    play.send(.server, seq: 1, ack: 4, window: 0)
    play.send(.client, seq: 4, ack: 1, "d")
    play.send(.server, seq: 1, ack: 4, window: 9000)
    play.send(.client, seq: 4, ack: 1, "def")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc", "0 client d", "0 client ef"])
}

@Test func `a copy that differs is a conflict, with delivered bytes and with held ones`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abcdef")
    play.send(.client, seq: 3, ack: 1, "cXeYgh")
    #expect(
        play.take() == ["0 opened known 40000 to 80", "0 client abcdef", "0 client conflict 3+2", "0 client gh"])
    play.send(.client, seq: 11, ack: 1, "klm")
    play.send(.client, seq: 10, ack: 1, "jkLMn")
    #expect(play.take() == ["0 client conflict 11+2"])
    play.send(.client, seq: 9, ack: 1, "iJklmN")
    #expect(
        play.take() == [
            "0 client i", "0 client conflict 9+1", "0 client j", "0 client klm", "0 client conflict 13+1", "0 client n",
        ])
    #expect(play.tallies.conflicts == 4)
}

@Test func `data far from its stream is counted, not held`() {
    let play = Playbook()
    play.open()
    play.send(.client, seq: 1, ack: 1, "abc")
    play.send(.client, seq: 4 + (1 << 30) + 1, ack: 1, "far")
    play.send(.client, seq: 4 - (1 << 30) - 1, ack: 1, "far")
    #expect(play.tallies.implausibleSegments == 2)
    #expect(play.heldCost == 0)
    play.send(.client, seq: 4, ack: 1, "def")
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc", "0 client def"])
}

@Test func `data after a FIN, and a FIN before data, are counted`() {
    let play = Playbook()
    play.open()
    play.send(.client, "F", seq: 1, ack: 1, "abc")
    play.send(.client, seq: 4, ack: 1, "def")
    play.send(.client, "F", seq: 7, ack: 1)
    #expect(play.take() == ["0 opened known 40000 to 80", "0 client abc", "0 client finished"])
    #expect(play.tallies.segmentsAfterFinish == 1)
    #expect(play.tallies.implausibleFinishes == 1)
}
