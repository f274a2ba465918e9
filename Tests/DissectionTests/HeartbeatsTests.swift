import ByteStreams
import TestKit
import Testing
import WebSocketWire

@testable import Dissection

struct HeartbeatsTests {
    private static func time(_ number: Int) -> Timestamp { Timestamp(nanoseconds: Int64(number) * 1_000) }

    /// Pings by their payload, numbered from 1, a microsecond apart.
    private static func pinged(_ payloads: [[UInt8]]) -> Heartbeats {
        var heartbeats = Heartbeats()
        for (index, payload) in payloads.enumerated() {
            heartbeats.ping(index + 1, at: time(index + 1), payload.span.bytes)
        }
        return heartbeats
    }

    private static func pong(_ heartbeats: inout Heartbeats, _ payload: [UInt8], at number: Int) -> Heartbeats.Match {
        heartbeats.pong(at: time(number), payload.span.bytes)
    }

    @Test func `a pong answers the ping with its payload`() {
        var beats = Self.pinged([[1]])
        #expect(Self.pong(&beats, [2], at: 5) == .unsolicited)
        #expect(Self.pong(&beats, [1], at: 6) == .answer(PingAnswer(ping: 1, roundTrip: 5_000)))
        #expect(Self.pong(&beats, [1], at: 7) == .unsolicited)
        #expect(beats.unanswered.isEmpty)
    }

    @Test func `of equal pings the oldest is answered first`() {
        var beats = Self.pinged([[], [], []])
        for ping in 1...3 {
            #expect(
                Self.pong(&beats, [], at: 10) == .answer(PingAnswer(ping: ping, roundTrip: Int64(10 - ping) * 1_000)))
        }
        #expect(Self.pong(&beats, [], at: 11) == .unsolicited)
    }

    @Test func `an answer makes up for the pings before it, whose own answers are late`() {
        var beats = Self.pinged([[1], [2], [3]])
        #expect(Self.pong(&beats, [2], at: 10) == .answer(PingAnswer(ping: 2, roundTrip: 8_000)))
        #expect(beats.unanswered == [3])
        #expect(Self.pong(&beats, [1], at: 11) == .late(PingAnswer(ping: 1, roundTrip: 10_000)))
        #expect(Self.pong(&beats, [1], at: 12) == .unsolicited)
        #expect(beats.unanswered == [3])
    }

    @Test func `a pong from before its ping has a negative round trip`() {
        var beats = Self.pinged([[1]])
        #expect(Self.pong(&beats, [1], at: 0) == .answer(PingAnswer(ping: 1, roundTrip: -1_000)))
    }

    @Test func `the oldest pings are forgotten beyond the limit`() {
        var beats = Self.pinged((0..<70).map { [UInt8($0)] })
        #expect(beats.forgotten == 6)
        #expect(beats.unanswered == Array(7...70))
        #expect(Self.pong(&beats, [0], at: 100) == .unsolicited)
        #expect(Self.pong(&beats, [69], at: 100) == .answer(PingAnswer(ping: 70, roundTrip: 30_000)))
        #expect(Self.pong(&beats, [68], at: 100) == .late(PingAnswer(ping: 69, roundTrip: 31_000)))
    }

    @Test func `superseded pings are forgotten beyond the limit`() {
        var beats = Self.pinged((0..<64).map { [UInt8($0)] })
        _ = Self.pong(&beats, [63], at: 100)
        for index in 64..<128 { beats.ping(index + 1, at: Self.time(index), [UInt8(index)].span.bytes) }
        _ = Self.pong(&beats, [127], at: 200)
        #expect(Self.pong(&beats, [0], at: 300) == .unsolicited)
        guard case .late = Self.pong(&beats, [126], at: 300) else {
            Issue.record("the newest superseded ping is forgotten")
            return
        }
    }

    @Test func `oversized payloads are told apart by their length and first bytes`() {
        let long = [UInt8](repeating: 7, count: 1_000)
        var beats = Self.pinged([long])
        #expect(Self.pong(&beats, Array(long.dropLast()), at: 2) == .unsolicited)
        #expect(Self.pong(&beats, long, at: 2) == .answer(PingAnswer(ping: 1, roundTrip: 1_000)))
    }

    @Test func `each direction's pings are its own`() {
        var talk = Conversation.upgraded()
        talk.say(.fromClient, .ping, [1])
        talk.say(.fromServer, .ping, [1])
        talk.say(.fromServer, .pong, [1])
        talk.say(.fromClient, .pong, [1])
        talk.say(.fromClient, .pong, [1])
        talk.say(.fromServer, .ping, [2])
        talk.say(.fromServer, .ping, [3])
        talk.say(.fromClient, .pong, [3])
        talk.say(.fromClient, .pong, [2])
        talk.end(.inputEnded)
        #expect(
            talk.told().dropFirst(3).dropLast() == [
                "1.3 server pong 1 <01> answers 1", "1.4 client pong 1 <01> answers 2", "1.5 client pong 1 <01>",
                "! 1.5 rfc6455-5.5.3-pong-unsolicited", "1.6 server ping 1 <02>", "1.7 server ping 1 <03>",
                "1.8 client pong 1 <03> answers 7", "1.9 client pong 1 <02> answers 6",
                "! 1.9 rfc6455-5.5.3-pong-late",
            ])
    }
}
