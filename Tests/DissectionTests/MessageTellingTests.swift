import ByteStreams
@testable import Dissection
import Testing
import WebSocketWire

struct MessageTellingTests {
    private static func told(_ extensions: String? = nil, _ fill: (inout Conversation) -> Void) -> [String] {
        var talk = Conversation.upgraded(extensions)
        fill(&talk)
        talk.end(.inputEnded)
        return Array(talk.told().dropFirst().dropLast())
    }

    @Test func `a text that is not UTF-8 is bytes and a finding`() {
        let told = Self.told {
            $0.say(.fromClient, .text, [0x61, 0xff])
            $0.say(.fromClient, .text, [0x61, 0xe2, 0x82])
        }
        #expect(
            told == [
                "1.1 client text 2 <61ff>", "! 1.1 rfc6455-8.1-invalid-utf8", "1.2 client text 3 <61e282>",
                "! 1.2 rfc6455-8.1-invalid-utf8",
            ])
    }

    @Test func `messages that nobody wants are counted, and findings about them told`() {
        var options = DissectionOptions()
        options.tellsMessages = false
        var dissector = Dissector(options: options)
        var batch = TrafficBatch()
        let stream = StreamID(slot: 0, serial: 0)
        let end = Endpoint(address: IPAddress(v4: 1), port: 1)
        let time = Timestamp(nanoseconds: 1)
        let request =
            "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        let response =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
        let said: [(Direction, [UInt8])] = [
            (.fromClient, Array(request.utf8)), (.fromServer, Array(response.utf8)),
            (.fromServer, [0x81, 1, 0xff, 0x82, 0]),
        ]
        dissector.accept(
            .opened(StreamOpening(client: end, server: end, roles: .known)), of: stream, at: time, into: &batch)
        for (direction, bytes) in said {
            dissector.accept(.bytes(direction, bytes.span.bytes), of: stream, at: time, into: &batch)
        }
        #expect(batch.totals.messages == 2 && batch.totals.bytes == 5)
        let events = batch.events
        #expect(!events.contains { if case .message = $0 { true } else { false } })
        #expect(
            events.contains {
                if case .finding(let finding) = $0 { finding.message == 1 } else { false }
            })
    }

    @Test func `a message that cannot be inflated is its compressed bytes, without length`() {
        let told = Self.told("permessage-deflate") {
            $0.say(.fromServer, .text, [0xff, 0xff, 0xff], rsv: 4)
            $0.say(.fromServer, "plain")
        }
        #expect(
            told == [
                "1.1 server text ? <ffffff> compressed not-inflated", "! 1.1 rfc7692-7.2.2-invalid-deflate",
                "1.2 server text 5 «plain»",
            ])
    }

    @Test func `an empty compressed message may be one zero byte`() {
        let told = Self.told("permessage-deflate") { $0.say(.fromServer, .text, [0], rsv: 4) }
        #expect(told == ["1.1 server text 0 «» compressed"])
    }

    @Test func `a continuation without beginning is a message of its own`() {
        let told = Self.told {
            $0.say(.fromClient, .continuation, [1], fin: false)
            $0.say(.fromClient, .continuation, [2])
            $0.say(.fromClient, "next")
        }
        #expect(
            told == [
                "1.1 client continuation 2 <0102> 2 frames", "! 1.1 rfc6455-5.4-continuation-without-start",
                "1.2 client text 4 «next»",
            ])
    }

    @Test func `a message inside another ends it`() {
        let told = Self.told {
            $0.say(.fromClient, "begun", fin: false)
            $0.say(.fromClient, "other")
            $0.say(.fromClient, .continuation, [1])
        }
        #expect(
            told == [
                "1.1 client text 5 «begun» incomplete", "1.2 client text 5 «other»",
                "! 1.2 rfc6455-5.4-message-inside-message", "1.3 client continuation 1 <01>",
                "! 1.3 rfc6455-5.4-continuation-without-start",
            ])
    }

    @Test(arguments: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
    func `a reserved opcode is shown and reported`(_ opcode: UInt8) {
        let told = Self.told { $0.say(.fromClient, Opcode(rawValue: opcode), [1]) }
        #expect(
            told == [
                "1.1 client 0x\(String(opcode, radix: 16)) 1 <01>", "! 1.1 rfc6455-5.2-reserved-opcode",
            ])
    }

    @Test(arguments: [
        (1000, true), (1005, false), (1006, false), (1015, false), (999, false), (5000, false), (4999, true),
    ])
    func `a close code that must not be sent is reported`(_ code: UInt16, _ isAllowed: Bool) {
        let told = Self.told { $0.close(.fromClient, code) }
        #expect(told.count == (isAllowed ? 1 : 2))
    }

    @Test func `a large payload is handed over whole`() throws {
        for size in [16_384, 16_385] {
            var talk = Conversation.upgraded()
            let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            talk.say(.fromServer, .binary, payload)
            talk.say(.fromServer, .binary, [9])
            talk.end(.inputEnded)
            var batch = TrafficBatch()
            talk.play(into: &batch)
            guard case .message(let message) = batch.events[1] else {
                Issue.record("no message")
                return
            }
            if case .own = message.place { #expect(size > 16_384) } else { #expect(size <= 16_384) }
            #expect(batch.withBytes(of: message) { $0.copied } == payload)
        }
    }
}
