import Filters
import PayloadViews
import Testing

@testable import InspectorUI

struct SpokenBeatTests {
    @Test(
        arguments: [
            ("2", Dialect.socketIO, SpokenBeat.ping), ("3", .socketIO, .pong), ("3probe", .socketIO, .pong),
            ("42[\"x\"]", .socketIO, nil), ("", .socketIO, nil), ("\u{c0}", .mqtt, nil),
            (#"{"type":"ping"}"#, .graphQL, .ping), (#"{"type":"pong","payload":{"a":1}}"#, .graphQL, .pong),
            (#"{"id":7,"op":"PING"}"#, nil, .ping), ("pong", nil, .pong), ("Ping", nil, .ping),
            (#"{"type":"chat","data":{"type":"ping"}}"#, nil, nil), (#"{"text":"ping"}"#, nil, nil),
            (#"{"type":"ping""#, nil, .ping), ("[\"ping\"]", nil, nil), ("ping pong", nil, nil), ("", nil, nil),
        ] as [(String, Dialect?, SpokenBeat?)])
    func `a payload is a heartbeat by its connection's language`(
        _ payload: String, _ dialect: Dialect?, _ beat: SpokenBeat?
    ) {
        #expect(SpokenBeat(Array(payload.utf8), dialect) == beat)
    }

    @Test func `MQTT's are two bytes`() {
        #expect(SpokenBeat([0xc0, 0], .mqtt) == .ping)
        #expect(SpokenBeat([0xd0, 0], .mqtt) == .pong)
        #expect(SpokenBeat([0xd0, 1], .mqtt) == nil)
    }

    @Test(arguments: [Dialect.socketIO, .mqtt, .graphQL, nil] as [Dialect?])
    func `the filter of every language is one`(_ dialect: Dialect?) throws {
        _ = try Filter(SpokenBeat.filter(dialect))
        #expect(!SpokenBeat.words(dialect).isEmpty)
    }

    @Test func `any bytes do no harm`() {
        var random = SeededGenerator(3)
        for _ in 0..<20_000 {
            let bytes = (0..<random.next() % 40).map { _ in
                random.next() % 3 == 0
                    ? UInt8(truncatingIfNeeded: random.next())
                    : Array("{\"type:ping,}23 ".utf8)[Int(random.next() % 16)]
            }
            for dialect in [Dialect.socketIO, .mqtt, nil] as [Dialect?] { _ = SpokenBeat(bytes, dialect) }
        }
    }
}
