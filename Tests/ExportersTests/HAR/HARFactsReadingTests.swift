import ByteStreams
import Testing
import WebSocketWire

@testable import Dissection
@testable import Exporters

struct HARFactsReadingTests {
    @Test func `what HAR says`() {
        let facts = HARFactsTests.facts(
            """
            {"_resourceType":"websocket","startedDateTime":"1970-01-01T00:00:01Z","serverIPAddress":"1.2.3.4",
            "request":{"method":"POST","url":"ws://a/","httpVersion":"h2","_target":"/t","headers":[{"name":"n","value":"v"}]},
            "response":{"status":101,"statusText":"OK","_unseen":true,"headers":[{"value":"w","name":"m"},{"name":"o"}]},
            "_webSocketClose":{"code":1001,"timestamp":2.5}}
            """)
        #expect(facts.started?.nanoseconds == 1_000_000_000)
        #expect((facts.resourceType, facts.serverAddress) == ("websocket", "1.2.3.4"))
        #expect((facts.request.method, facts.request.url, facts.request.target) == ("POST", "ws://a/", "/t"))
        #expect(facts.request.fields == [HTTPField("n", "v")])
        #expect((facts.response.status, facts.response.reason, facts.response.isUnseen) == (101, "OK", true))
        #expect(facts.response.fields == [HTTPField("m", "w"), HTTPField("o", "")])
        #expect(
            (facts.close.isThere, facts.close.code?.rawValue, facts.close.time?.nanoseconds) == (
                true, 1001, 2_500_000_000
            ))
    }

    @Test func `what wscope says beside it`() {
        let facts = HARFactsTests.facts(
            """
            {"_wscope":{"conn":3,"time_ns":"5","client":"1.2.3.4:5","server":"[::1]:6","source":"live","handshake_ns":-7,
            "stream":9,"confidence":0.5,"tls":{"names":["a"],"version":"1.3","cipher":"c","sni":"s","alpn":"h2"}},
            "_wscope_close":{"time_ns":8,"how":"fin","by":"server","code":1000,"messages":{"client":1,"server":2},
            "bytes":{"client":3,"server":18446744073709551615}},
            "_wscope_findings":[{"time_ns":"1","seq":2,"severity":"error","rule":"r","section":"s","law":"l","detail":"d"}]}
            """)
        #expect((facts.own.connection, facts.own.time?.nanoseconds, facts.own.handshake) == (3, 5, -7))
        #expect((facts.own.client?.description, facts.own.server?.description) == ("1.2.3.4:5", "[::1]:6"))
        #expect((facts.own.source, facts.own.stream, facts.own.confidence) == (.live, 9, 0.5))
        #expect((facts.own.security?.version, facts.own.security?.certificateNames) == ("1.3", ["a"]))
        #expect(
            (facts.ownClose.outcome, facts.ownClose.by, facts.ownClose.code?.rawValue) == (.finished, .fromServer, 1000)
        )
        #expect((facts.ownClose.messages.server, facts.ownClose.bytes.server) == (2, .max))
        #expect((facts.notes.first?.message, facts.notes.first?.severity, facts.notes.first?.law) == (2, .error, "l"))
    }

    @Test func `numbers out of bounds and unknown words are as good as none`() {
        let facts = HARFactsTests.facts(
            """
            {"response":{"status":1000},"_webSocketClose":{"code":65536,"timestamp":1e99},"_wscope":{"conn":-1,"stream":4294967296,
            "source":"x","client":"x"},"_wscope_close":{"how":"x","by":"x","code":-1,"bytes":{"client":-1}}}
            """)
        #expect((facts.response.status, facts.close.code, facts.close.time) == (0, nil, nil))
        #expect((facts.own.connection, facts.own.stream, facts.own.source, facts.own.client) == (nil, nil, nil, nil))
        #expect(
            (facts.ownClose.outcome, facts.ownClose.by, facts.ownClose.code, facts.ownClose.bytes.client) == (
                nil, nil, nil, 0
            ))
    }

    @Test func `sides have names`() {
        #expect(Direction.allCases.allSatisfy { Direction(word: $0.name) == $0 })
        #expect(Direction(word: "both") == nil)
    }
}
