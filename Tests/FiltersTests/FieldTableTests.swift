import Testing

@testable import Filters

struct FieldTableTests {
    @Test func `no name is given twice`() {
        let names = Field.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
    }

    @Test func `every word explains itself in a line`() {
        for field in Field.all {
            #expect(!field.help.isEmpty && !field.help.contains("\n") && field.help.count < 100, "\(field.name)")
            #expect(field.help.last != ".", "\(field.name)")
        }
    }

    @Test func `no fact is asked by two fields, and every subject has fields`() {
        #expect(Set(Field.all.map(\.fact)).count == Field.all.count)
        #expect(Set(Field.all.map(\.subject)) == Set(Field.Subject.allCases))
    }

    @Test(arguments: [
        "conn", "client", "server", "ip", "port", "host", "path", "url", "subprotocol", "status", "tls", "source",
        "header",
        "from", "opcode", "length", "wire_length", "frames", "compressed", "text", "payload", "code", "reason", "rtt",
        "delta",
        "time", "seq", "doubt", "fin", "rsv", "masked", "mask", "header_length", "frame.length", "json", "finding",
        "severity",
        "websocket.fin", "websocket.rsv", "websocket.opcode", "websocket.mask", "websocket.masking_key",
        "websocket.payload_length", "websocket.payload", "websocket.payload.text",
        "websocket.payload.close.status_code",
        "websocket.payload.close.reason", "websocket.payload.ping", "websocket.payload.pong", "ip.addr", "ip.src",
        "ip.dst",
        "tcp.port", "tcp.stream", "frame.time_epoch", "http.host", "http.request.uri",
    ])
    func `the words that people rely on are there`(_ name: String) {
        #expect(Field.named(name) != nil)
    }
}
