import ByteStreams
import Dissection
import Exporters
import TestKit
import Testing
import WebSocketWire

struct PcapngExporterTests {
    /// What reading an export again must tell as it was told before.
    static let types: Set = ["open", "frame", "message", "close"]

    static func expectSame(_ story: CaptureStory, _ types: Set<String> = types, _ what: Comment? = nil) {
        let again = CaptureStory(of: story.export).byConnection(types)
        for (connection, lines) in story.byConnection(types) {
            let others = again[connection] ?? []
            #expect(lines.count == others.count, what)
            let different = zip(lines, others).first { $0 != $1 }
            #expect(different == nil, what)
        }
    }

    @Test(arguments: [
        "big", "binary", "closes", "deflate-mixed", "deflate-no-takeover", "deflate-takeover", "deflate-windows",
        "fragments", "many", "midstream", "pings", "polling", "refused", "segments", "text", "unfinished", "violations",
    ])
    func `a capture exported and read again tells the same`(_ name: String) throws {
        let capture = try #require(try? Captures.bytes(of: name))
        let story = CaptureStory(of: capture)
        #expect(!story.lines(["message"]).isEmpty || name == "refused")
        Self.expectSame(story)
    }

    @Test(arguments: [false, true])
    func `messages of every size come back, to the byte and the nanosecond`(_ isV6: Bool) {
        var random = SeededRandom(seed: 5)
        var connection = SpokenConnection(isV6: isV6)
        for size in [0, 1, 2, 125, 126, 127, 59_986, 59_994, 59_996, 60_000, 65_535, 65_536, 120_001, 300_000] {
            for side in Direction.allCases {
                let payload = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
                connection.frame(side, 0x82, payload, mask: UInt32.random(in: 0 ... .max, using: &random))
            }
        }
        connection.close()
        Self.expectSame(connection.finish())
    }

    @Test(arguments: 1...25)
    func `a random conversation comes back`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var connection = SpokenConnection(isV6: seed % 2 == 0)
        // What each side has still to say: pieces of frames, so that both directions are in the middle of one at a time.
        var waiting: [Direction: [UInt8]] = [.fromClient: [], .fromServer: []]
        var isFragmented: [Direction: Bool] = [:]
        for _ in 0..<200 {
            let side = Direction.random(&random)
            if waiting[side, default: []].isEmpty {
                waiting[side] = Self.randomFrame(side, &isFragmented[side, default: false], &random)
            }
            let count = Int.random(in: 1...waiting[side, default: []].count, using: &random)
            if Bool.random(using: &random) { connection.wait(Int64.random(in: 0...9, using: &random)) }
            connection.say(side, Array(waiting[side, default: []].prefix(count)))
            waiting[side]?.removeFirst(count)
        }
        for side in Direction.allCases where seed % 4 != 0 { connection.say(side, waiting[side, default: []]) }
        switch seed % 5 {
        case 0: connection.end([.fromClient, .fromServer])
        case 1: connection.end([], abortedBy: .fromServer)
        case 2: connection.end([], .inputEnded)
        case 3: connection.end([.fromServer], abortedBy: .fromClient)
        default: connection.close()
        }
        Self.expectSame(connection.finish(), Self.types, "seed \(seed)")
    }

    static func randomFrame(
        _ side: Direction, _ isFragmented: inout Bool, _ random: inout SeededRandom
    ) -> [UInt8] {
        let isControl = Int.random(in: 0...4, using: &random) == 0
        let size = Int.random(in: 0...(isControl ? 125 : 400), using: &random)
        let payload = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        let mask = UInt32.random(in: 0 ... .max, using: &random)
        if isControl {
            return SpokenConnection.frame(side, Bool.random(using: &random) ? 0x89 : 0x8a, payload, mask: mask)
        }
        let isFinal = Bool.random(using: &random)
        let first: UInt8 = (isFinal ? 0x80 : 0) | (isFragmented ? 0 : 2)
        isFragmented = !isFinal
        return SpokenConnection.frame(side, first, payload, mask: mask)
    }

    @Test(arguments: [
        (0, 5), (10, 1), (10, 7), (40, 60), (99, 1), (50, 50),
    ])
    func `bytes missing in a payload are missing again`(_ offset: Int, _ count: Int) {
        for side in Direction.allCases {
            var connection = SpokenConnection()
            let frame = SpokenConnection.frame(side, 0x82, (0..<100).map { UInt8($0) })
            let start = frame.count - 100 + offset
            connection.say(side, Array(frame[..<start]))
            connection.lose(side, count)
            if start + count < frame.count { connection.say(side, Array(frame[(start + count)...])) }
            connection.frame(side.opposite, 0x81, Array("behind it".utf8))
            connection.frame(side, 0x81, Array("and behind that".utf8))
            connection.close()
            let story = connection.finish()
            #expect(story.lines(["message"]).first?.contains("\"missing\":\(count)") == true)
            Self.expectSame(story)
        }
    }

    @Test func `what was not kept is missing`() {
        var connection = SpokenConnection(keeping: 10)
        connection.frame(.fromClient, 0x81, Array(repeating: 0x61, count: 100_000))
        connection.frame(.fromServer, 0x82, Array(repeating: 0x62, count: 20))
        connection.close()
        let story = connection.finish()
        let again = CaptureStory(of: story.export).lines(["message"])
        #expect(again.count == 4)
        #expect(again[0].contains("\"length\":100000,\"wire_length\":100014"))
        #expect(again[0].contains("\"text\":\"aaaaaaaaaa\",\"missing\":99990,\"holes\":[[10,99990]]"))
        #expect(again[1].contains("\"missing\":10,\"holes\":[[10,10]]"))
        #expect(story.lines(["close"]) == CaptureStory(of: story.export).lines(["close"]))
    }

    @Test(arguments: 1...30)
    func `whatever is lost, the export can be read, and its whole messages are the same`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var connection = SpokenConnection(extension: seed % 3 == 0 ? "permessage-deflate" : nil)
        var isFragmented = false
        for _ in 0..<60 {
            let side = Direction.random(&random)
            let frame = Self.randomFrame(side, &isFragmented, &random)
            if Int.random(in: 0...9, using: &random) == 0 {
                connection.lose(side, Int.random(in: 1...50, using: &random))
            }
            connection.say(side, frame)
        }
        connection.end([.fromClient, .fromServer])
        let story = connection.finish()
        let export = PacketExport(bytes: story.export)
        #expect(export.packets.error == nil)
        #expect(CaptureStory(of: story.export).lines(["open"]) == story.lines(["open"]))
    }

    @Test func `compressed messages without their bytes are written inflated, and so are those behind them`() {
        let export = PacketExport { batch in
            Script.open(&batch, extension: "permessage-deflate")
            for number in 1...2 {
                Script.message(&batch, number, .fromServer, first: 0xc1, "inflated \(number)", wire: [1, 2, 3]) {
                    $0.isCompressed = true
                }
            }
        }
        let lines = export.story.lines(["message"])
        #expect(lines.count == 2)
        #expect(lines[0].contains("\"compressed\":false,\"text\":\"inflated 1\""))
        #expect(lines[1].contains("\"compressed\":false,\"text\":\"inflated 2\""))
        #expect(export.comments.contains { $0.hasPrefix("message 1 was compressed on the wire") })
        #expect(export.comments.contains { $0.hasPrefix("message 2 was compressed on the wire") })
    }

    @Test func `a finding is a comment of the packet that completes its message`() throws {
        var connection = SpokenConnection()
        connection.frame(.fromServer, 0x81, Array("fine".utf8))
        connection.say(.fromServer, [0x83, 0x01, 0x7a])
        connection.close()
        let export = PacketExport(bytes: connection.finish().export)
        let comment = try #require(export.comments.first { $0.contains("reserved-opcode") })
        #expect(comment.hasPrefix("error: rfc6455-"))
    }

    @Test func `frames told with their message are brought in the order of their numbers`() {
        let export = PacketExport { batch in
            Script.open(&batch)
            Script.message(&batch, 2, .fromServer, first: 0x81, "second", at: 20)
            Script.message(&batch, 3, .fromServer, first: 0x81, "third", at: 30)
            Script.message(&batch, 1, .fromClient, first: 0x81, "first", frameAt: 10, at: 40)
            Script.message(&batch, 4, .fromClient, first: 0x81, "fourth", at: 50)
        }
        let lines = export.story.lines(["message"]).map { String($0.prefix { $0 != "t" } + $0.suffix(12)) }
        #expect(export.story.lines(["message"]).map { $0.contains("\"seq\":1,") } == [false, false, true, false])
        #expect(lines.count == 4)
    }

    @Test func `messages that are left out do not hold up the others for ever`() {
        let export = PacketExport { batch in
            Script.open(&batch)
            for number in 5...6_000 {
                Script.message(&batch, number, .fromServer, first: 0x81, "n \(number)", at: Int64(number))
            }
        }
        #expect(export.story.lines(["message"]).count == 5_996)
        #expect(export.comments.contains("messages 1 to 4 are not in this file"))
    }

    @Test func `what waits longer than the budget allows is written as far as it is known`() {
        let export = PacketExport(budget: 50_000) { batch in
            Script.open(&batch)
            // Message 1 begins, and never ends.
            batch.restore(Script.frame(1, .fromClient, first: 0x81, length: 1_000, at: 5))
            for number in 2...400 {
                Script.message(
                    &batch, number, .fromServer, first: 0x82, String(repeating: "x", count: 1_000),
                    at: Int64(10 * number))
            }
        }
        let lines = export.story.lines(["message"])
        #expect(lines.count == 400)
        #expect(export.comments.contains { $0.contains("message 1 went on for longer than can be kept: 1000") })
    }

    @Test func `streams of one HTTP/2 connection are conversations of their own`() {
        let export = PacketExport { batch in
            for connection in 1...3 { Script.openHTTP2(&batch, connection) }
            for connection in 1...3 {
                Script.message(&batch, 1, .fromClient, first: 0x81, "stream \(connection)", of: connection)
            }
        }
        #expect(export.story.lines(["open"]).count == 3)
        #expect(export.story.lines(["open"]).allSatisfy { $0.contains("\"url\":\"ws://example.com/h2?x=1\"") })
        #expect(export.story.lines(["message"]).count == 3)
        #expect(Set(export.packets.all.map { min($0.sourcePort, $0.targetPort) }) == [443])
        #expect(Set(export.packets.all.map { max($0.sourcePort, $0.targetPort) }) == [50_001, 50_002, 50_003])
        #expect(export.comments.contains { $0.contains("written with 50002") })
    }

    @Test func `an event of a connection that was never opened is passed over`() {
        let export = PacketExport { batch in
            Script.message(&batch, 1, .fromClient, first: 0x81, "lost")
            batch.restore(
                Finding(
                    connection: 9, message: nil, time: Timestamp(nanoseconds: 1),
                    violation: Violation(StreamRules.noClose, "none")))
        }
        #expect(export.packets.all.isEmpty)
        #expect(export.packets.error == nil)
    }
}
