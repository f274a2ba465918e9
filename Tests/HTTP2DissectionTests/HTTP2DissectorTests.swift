import ByteStreams
import Dissection
import Testing

@testable import HTTP2Dissection

struct HTTP2DissectorTests {
    private static let request =
        "GET /chat HTTP/1.1\r\nHost: host\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    private static let response =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

    @Test func `what is not HTTP 2 is told as ever`() {
        var talk = HTTP2Talk()
        talk.send(.fromClient, Array(Self.request.utf8))
        talk.send(.fromServer, Array(Self.response.utf8))
        talk.say(.fromServer, 1, "")
        talk.steps.removeLast()
        talk.send(.fromServer, HTTP2Talk.text(.fromServer, "hello"))
        talk.end()
        for size in [1, 3, 24, 1_000] {
            #expect(talk.cut(size).told().lines == ["open 1 0 /chat 101", "message 1 server hello", "close 1 fin"])
        }
    }

    @Test func `the server may speak first`() {
        var talk = HTTP2Talk()
        talk.settings()
        talk.steps.swapAt(0, 1)
        talk.open(1, "/a")
        talk.say(.fromClient, 1, "x")
        #expect(talk.cut(1).told().lines == ["open 1 1 /a 200", "message 1 client x"])
    }

    @Test func `an upgrade of HTTP 1 leads to HTTP 2`() {
        var talk = HTTP2Talk()
        talk.send(
            .fromClient, Array("GET / HTTP/1.1\r\nHost: host\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n".utf8))
        talk.send(
            .fromServer,
            Array("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n".utf8)
                + HTTP2Talk.frame(4, [0, 8, 0, 0, 0, 1]))
        talk.send(.fromClient, HTTP2Preface.bytes + HTTP2Talk.frame(4))
        talk.headers(.fromServer, 1, [(":status", "200")], ends: true)
        talk.open(3, "/a")
        talk.say(.fromClient, 3, "x")
        for size in [1, 2, 7, 1_000] {
            #expect(talk.cut(size).told().lines == ["open 1 3 /a 200", "message 1 client x"])
        }
    }

    @Test func `a connection that began before the capture is recognised by its frames`() {
        var talk = HTTP2Talk()
        talk.roles = .guessed
        for number in 1...12 {
            talk.say(.fromClient, 9, "question number \(number)")
            talk.say(.fromServer, 9, "answer number \(number)")
        }
        talk.end()
        let told = talk.told()
        #expect(told.lines.first == "open 1 9 ?")
        #expect(told.lines.contains("message 1 client question number 12"))
        #expect(told.rules.contains("wscope-http2-headers-lost"))
    }

    @Test func `a slot is used again, and events of nobody are nothing`() {
        var dissector = HTTP2Dissector()
        var batch = Dissection.TrafficBatch()
        let preface = HTTP2Preface.bytes
        for serial in 0..<3 {
            let stream = StreamID(slot: 0, serial: serial)
            dissector.accept(.opened(HTTP2Talk.opening), of: stream, at: HTTP2Talk.time(0), into: &batch)
            dissector.accept(
                .bytes(.fromClient, preface.span.bytes), of: stream, at: HTTP2Talk.time(1), into: &batch)
            dissector.accept(.ended(.complete), of: stream, at: HTTP2Talk.time(2), into: &batch)
            dissector.accept(.finished(.fromClient), of: stream, at: HTTP2Talk.time(3), into: &batch)
        }
        dissector.accept(.finished(.fromClient), of: StreamID(slot: -1, serial: 9), at: HTTP2Talk.time(3), into: &batch)
        #expect(batch.count == 0)
    }
}
