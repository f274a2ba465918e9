import ByteStreams
import Dissection
import TestKit
import Testing
import WebSocketWire

/// What other analysers get wrong, and loss in the middle of frames.
struct WebSocketLaneTests {
    private static func told(_ extensions: String? = nil, _ fill: (inout Conversation) -> Void) -> [String] {
        var talk = Conversation.upgraded(extensions)
        fill(&talk)
        talk.end(.inputEnded)
        return Array(talk.told().dropFirst().dropLast())
    }

    @Test func `a masked message over 262144 bytes is whole`() {
        let payload = (0..<300_000).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 90) }
        var talk = Conversation.upgraded()
        talk.say(.fromClient, .text, payload)
        talk.say(.fromClient, "next")
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(DissectionOptions(), .every(1_460), into: &batch)
        #expect(batch.messageLines == ["1.1 client text 300000 «…300000»", "1.2 client text 4 «next»"])
        guard case .message(let message) = batch.events[1] else { return }
        #expect(batch.withBytes(of: message) { $0.copied } == payload)
        #expect(message.wireLength == 300_014)
    }

    @Test func `fragments interleaved in both directions do not mix`() {
        let told = Self.told { talk in
            talk.say(.fromClient, "text ", fin: false)
            talk.say(.fromServer, .binary, [1], fin: false)
            talk.say(.fromClient, .continuation, Array("goes on".utf8))
            talk.say(.fromServer, .continuation, [2])
        }
        #expect(told == ["1.1 client text 12 «text goes on» 2 frames", "1.2 server binary 2 <0102> 2 frames"])
    }

    @Test func `several frames in one packet are several messages`() {
        var talk = Conversation.upgraded()
        let frames = ["a", "b", "c"].map { talk.frame(.fromServer, .text, Array($0.utf8)) }
        talk.send(.fromServer, Array(frames.joined()))
        talk.end(.inputEnded)
        #expect(
            talk.told().dropFirst().dropLast() == [
                "1.1 server text 1 «a»", "1.2 server text 1 «b»", "1.3 server text 1 «c»",
            ])
    }

    @Test func `wrong masking and short close bodies are reported`() {
        let told = Self.told { talk in
            talk.send(.fromClient, Wire.frame(.text, Array("bare".utf8)))
            talk.send(.fromServer, Wire.frame(.text, Array("masked".utf8), key: 0x1234_5678))
            talk.say(.fromServer, .close, [3])
        }
        #expect(
            told == [
                "1.1 client text 4 «bare»", "! 1.1 rfc6455-5.1-unmasked-client-frame", "1.2 server text 6 «masked»",
                "! 1.2 rfc6455-5.1-masked-server-frame", "1.3 server close 1 <03>",
                "! 1.3 rfc6455-5.5.1-close-body-too-short",
            ])
    }

    @Test func `a fragmented compressed message is inflated, and so is the next`() {
        let deflater = Deflater()
        let told = Self.told("permessage-deflate") { talk in
            let packed = deflater.message("compressed, compressed, in three")
            talk.say(.fromServer, .text, Array(packed[..<5]), fin: false, rsv: 4)
            talk.say(.fromServer, .ping)
            talk.say(.fromServer, .continuation, Array(packed[5..<9]), fin: false)
            talk.say(.fromServer, .continuation, Array(packed[9...]))
            talk.say(.fromServer, "plain between")
            talk.say(.fromServer, .text, deflater.message("compressed, compressed, next"), rsv: 4)
        }
        #expect(
            told == [
                "1.2 server ping 0", "1.1 server text 32 «compressed, compressed, in three» 3 frames compressed",
                "1.3 server text 13 «plain between»", "1.4 server text 28 «compressed, compressed, next» compressed",
            ])
    }

    @Test func `each side's context takeover is its own`() {
        let extensions = "permessage-deflate; server_no_context_takeover"
        let (client, server) = (Deflater(), Deflater(keepsContext: false))
        let told = Self.told(extensions) { talk in
            for _ in 0..<2 {
                talk.say(.fromClient, .text, client.message("the same again"), rsv: 4)
                talk.say(.fromServer, .text, server.message("the same again"), rsv: 4)
            }
        }
        #expect(told.count == 4)
        #expect(told.allSatisfy { $0.hasSuffix("14 «the same again» compressed") })
    }

    @Test func `data after Close is shown and reported`() {
        let told = Self.told { talk in
            talk.close(.fromClient)
            talk.say(.fromClient, "ps")
        }
        #expect(
            told == [
                "1.1 client close 2 <03e8>", "1.2 client text 2 «ps»", "! 1.2 rfc6455-5.5.1-frame-after-close",
            ])
    }

    @Test func `frames are told with their message's number where they are asked for`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, "a", fin: false)
        talk.say(.fromClient, .ping)
        talk.say(.fromClient, .continuation, [0x62])
        talk.end(.inputEnded)
        var options = DissectionOptions()
        options.tellsFrames = true
        #expect(
            talk.told(options).dropFirst().dropLast() == [
                "frame 1.1.1 client text 1", "frame 1.2.1 client ping 0 fin", "1.2 client ping 0",
                "frame 1.1.2 client continuation 1 fin", "1.1 client text 2 «ab» 2 frames",
            ])
    }

    @Test func `what is unfinished at the end is told as far as it came`() {
        let told = Self.told { talk in
            talk.say(.fromClient, "begun", fin: false)
            talk.send(.fromClient, Array(talk.frame(.fromClient, .ping, [1, 2, 3, 4])[..<8]))
            talk.send(.fromServer, [0x81, 126])
        }
        #expect(
            told == [
                "1.2 client ping 2 <0102> incomplete", "1.1 client text 5 «begun» incomplete",
                "! 1 wscope-bytes-not-understood",
            ])
    }

    /// Nobody knows whether the rest of the frame is among what is lost, however long the frame says to be.
    @Test func `an unknown loss inside a frame leaves its message incomplete`() {
        let told = Self.told { talk in
            talk.say(.fromServer, "before")
            talk.send(.fromServer, [0xff, 127] + [UInt8](repeating: 0xff, count: 8) + Array("abc".utf8))
            talk.steps += [.lost(.fromServer), .lost(.fromServer)]
            talk.send(.fromClient, Array(talk.frame(.fromClient, .ping, [1, 2, 3, 4])[..<8]))
            talk.steps.append(.lost(.fromClient))
        }
        let messages = told.filter { !$0.hasPrefix("!") }
        #expect(messages.first == "1.1 server text 6 «before»" && messages.count { $0.hasSuffix("incomplete") } == 2)
        #expect(messages.count == 3 && messages.last == "1.3 client ping 2 <0102> incomplete")
    }

    /// The bytes that are lost, out of a message of 40 in a frame with a header of two.
    @Test(arguments: 2..<41, [1, 2, 7])
    func `a hole inside a payload loses only its own bytes`(_ start: Int, _ count: Int) {
        let payload = (0..<40).map { UInt8(0x41 + $0 % 26) }
        let end = min(42, start + count)
        let told = Self.told { talk in
            let wire = talk.frame(.fromServer, .text, payload)
            talk.send(.fromServer, Array(wire[..<start]))
            talk.lose(.fromServer, end - start)
            talk.send(.fromServer, Array(wire[end...]))
            talk.say(.fromServer, "next")
        }
        let text = String(decoding: payload[..<(start - 2)] + payload[(end - 2)...], as: UTF8.self)
        #expect(
            told == [
                "1.1 server text 40 «\(text)» missing \(end - start) holes \(start - 2)+\(end - start)",
                "1.2 server text 4 «next»",
            ])
    }

    @Test func `a hole in a masked payload does not turn the key`() {
        let told = Self.told { talk in
            let wire = talk.frame(.fromClient, .text, Array("abcdefghij".utf8))
            talk.send(.fromClient, Array(wire[..<9]))
            talk.lose(.fromClient, 2)
            talk.send(.fromClient, Array(wire[11...]))
        }
        #expect(told == ["1.1 client text 10 «abcfghij» missing 2 holes 3+2"])
    }

    @Test func `a hole in a fragmented message is told in the whole message's offsets`() {
        let told = Self.told { talk in
            talk.say(.fromServer, "0123", fin: false)
            let wire = talk.frame(.fromServer, .continuation, Array("456789".utf8))
            talk.send(.fromServer, Array(wire[..<4]))
            talk.lose(.fromServer, 3)
            talk.send(.fromServer, Array(wire[7...]))
        }
        #expect(told == ["1.1 server text 10 «0123459» 2 frames missing 3 holes 6+3"])
    }

    @Test(arguments: [Direction.fromClient, .fromServer])
    func `a hole over frame borders invents nothing`(_ direction: Direction) {
        var talk = Conversation.upgraded()
        var wire: [UInt8] = []
        var sent: [String] = []
        for index in 0..<30 {
            let text = "message \(index) of the stream" + String(repeating: ".", count: index)
            wire += talk.frame(direction, .text, Array(text.utf8))
            sent.append("«\(text)»")
        }
        for start in stride(from: 1, to: wire.count - 300, by: 13) {
            for count in [1, 40, 200] {
                var lost = talk
                lost.send(direction, Array(wire[..<start]))
                lost.lose(direction, count)
                lost.send(direction, Array(wire[(start + count)...]))
                lost.end(.inputEnded)
                expectSent(sent, lost, at: "\(count) bytes at \(start)")
            }
        }
    }

    private func expectSent(_ sent: [String], _ talk: Conversation, at place: String) {
        var batch = TrafficBatch()
        talk.play(into: &batch)
        var whole = 0
        for line in batch.messageLines where !line.contains("missing") && !line.contains("incomplete") {
            whole += 1
            #expect(sent.contains { line.contains($0) }, "\(line) was never sent, with \(place) lost")
        }
        #expect(whole >= 18, "of \(sent.count) messages, with \(place) lost")
        for rule in batch.rules {
            #expect(rule.hasPrefix("wscope-"), "with \(place) lost")
        }
    }

    @Test func `a lost segment in a compressed stream does not stop later messages`() {
        let deflater = Deflater()
        let texts = (0..<12).map { "message \($0): \($0 * 7919) words that are new \($0 * 104_729)" }
        var talk = Conversation.upgraded("permessage-deflate")
        for (index, text) in texts.enumerated() {
            let wire = talk.frame(.fromServer, .text, deflater.message(text), rsv: 4)
            if index == 3 { talk.lose(.fromServer, wire.count) } else { talk.send(.fromServer, wire) }
        }
        talk.end(.inputEnded)
        var batch = TrafficBatch()
        talk.play(into: &batch)
        let lines = batch.messageLines
        #expect(lines.count == 11)
        #expect(lines.last?.contains("words that are new") == true || lines.last?.contains("context-lost") == true)
        for line in lines.dropFirst(3) {
            #expect(line.contains("context-lost") || texts.contains { line.contains("«\($0)»") }, "\(line)")
            #expect(!line.contains("not-inflated"))
        }
        #expect(batch.rules == ["wscope-bytes-missing", "wscope-resynchronised"])
    }

    @Test func `without context takeover a lost message costs no other`() {
        let deflater = Deflater(keepsContext: false)
        let told = Self.told("permessage-deflate; server_no_context_takeover") { talk in
            talk.say(.fromServer, .text, deflater.message("first first"), rsv: 4)
            let wire = talk.frame(.fromServer, .text, deflater.message("second second"), rsv: 4)
            talk.send(.fromServer, Array(wire[..<6]))
            talk.lose(.fromServer, wire.count - 6)
            talk.say(.fromServer, .text, deflater.message("third third"), rsv: 4)
        }
        #expect(told.first == "1.1 server text 11 «first first» compressed")
        #expect(told[1].hasPrefix("1.2 server text ? <"))
        #expect(told[1].contains("not-inflated"))
        #expect(told.last == "1.3 server text 11 «third third» compressed")
        #expect(told.count == 3)
    }

    @Test func `holes again and again`() {
        let told = Self.told { talk in
            for index in 0..<5 {
                talk.lose(.fromServer, 10)
                talk.lose(.fromServer, 1)
                talk.say(.fromServer, "a message that can be found \(index)")
                talk.say(.fromServer, "and another one \(index)")
            }
        }
        let messages = told.filter { !$0.hasPrefix("!") }
        #expect(messages.count == 10)
        #expect(messages.filter { $0.hasSuffix("resynchronised") }.count == 5)
        #expect(told.filter { $0 == "! 1 wscope-resynchronised" }.count == 5)
        #expect(told.filter { $0 == "! 1 wscope-bytes-missing" }.count == 10)
    }

    @Test func `bytes that fit in no frame are told at the end`() {
        let told = Self.told { talk in
            talk.lose(.fromServer, 10)
            talk.send(.fromServer, text: "these are no frames")
        }
        #expect(told == ["! 1 wscope-bytes-missing", "! 1 wscope-bytes-not-understood"])
    }

    @Test func `a gap of nothing is nothing`() {
        let told = Self.told { talk in
            talk.say(.fromServer, "one")
            talk.lose(.fromServer, 0)
            talk.lose(.fromServer, -5)
            let wire = talk.frame(.fromServer, .text, Array("two".utf8))
            talk.send(.fromServer, Array(wire[..<3]))
            talk.lose(.fromServer, 0)
            talk.send(.fromServer, Array(wire[3...]))
        }
        #expect(told.count == 2)
        #expect(told.allSatisfy { !$0.contains("missing") && !$0.contains("resynchronised") })
    }
}
